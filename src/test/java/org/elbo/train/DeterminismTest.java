package org.elbo.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import org.elbo.internal.Team;
import org.elbo.train.SmallVaeRun.Result;
import org.junit.jupiter.api.Test;

/**
 * Results depend on the seed and on how tasks are cut, not on the number of threads, nor on which
 * thread does what. The runs are other JVMs, all at once, so that threads are held up at random.
 */
class DeterminismTest {
    private static Process start(String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.add(SmallVaeRun.class.getName());
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static Result result(Process run) throws InterruptedException {
        try (Scanner out = new Scanner(run.getInputStream())) {
            Result result =
                    new Result(
                            out.nextInt(),
                            out.nextInt(),
                            out.nextLong(),
                            Double.parseDouble(out.next()));
            assertEquals(0, run.waitFor());
            return result;
        } finally {
            run.destroyForcibly();
        }
    }

    @Test
    void theSameCutGivesTheSameBitsForEveryNumberOfThreads() throws Exception {
        List<Process> runs = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            runs.add(start("-Delbo.parts=4", "-Delbo.threads=" + threads));
        }
        Result one = result(runs.get(0));
        for (int threads = 2; threads <= 3; threads++) {
            Result result = result(runs.get(threads - 1));
            assertEquals(new Result(threads, 4, one.checksum(), one.loss()), result);
        }
    }

    /**
     * In another JVM and, since most of 64 parts are empty, with the same loss but for rounding.
     */
    @Test
    void otherRunsGiveTheSameBitsAndOtherCutsNearlyTheSameLoss() throws Exception {
        Team team = Team.shared();
        Process same = start("-Delbo.threads=" + team.threads(), "-Delbo.parts=" + team.parts());
        Process fine = start("-Delbo.threads=2", "-Delbo.parts=64");
        Result here = SmallVaeRun.train();
        assertEquals(here, SmallVaeRun.train());
        assertEquals(here, result(same));
        assertEquals(here.loss(), result(fine).loss(), 1e-5 * here.loss());
    }
}
