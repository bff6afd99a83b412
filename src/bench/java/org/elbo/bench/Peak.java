package org.elbo.bench;

import java.util.concurrent.TimeUnit;
import org.elbo.internal.Blas;
import org.elbo.internal.Block;
import org.elbo.internal.Memory;
import org.elbo.internal.Team;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What this machine's BLAS reaches at best: a product of two matrices of 1,536 by 1,536. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Peak {
    static final int N = 1536;

    private final Memory a = new Memory();
    private final Memory b = new Memory();
    private final Memory c = new Memory();

    static double flop() {
        return 2.0 * N * N * N;
    }

    /** Fills the factors with ones. */
    @Setup
    public void fill() {
        for (Memory memory : new Memory[] {a, b, c}) {
            memory.ensure(N * N);
            for (int i = 0; i < N * N; i++) {
                memory.set(i, 1f);
            }
        }
    }

    /** The product, its rows shared among the threads. */
    @Benchmark
    public void sgemm() {
        Team.shared().run(Team.shared().parts(), this::part);
    }

    private void part(int part, int parts) {
        Block block = new Block();
        block.ofWeight(N, N, part, parts);
        Blas.product(a, b, c, N, N, block);
    }
}
