package org.elbo.internal;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that share the parts of one task, the caller among them. Handing over costs about a
 * microsecond: a worker that has nothing to do looks for work for a fraction of a millisecond
 * before it sleeps, and a part whose worker has not come is done by whoever is free, so that a busy
 * machine slows a task down but never holds it up. Nothing is allocated.
 *
 * <p>A task is cut into {@link #parts()} parts, by default as many as there are threads: the cores
 * that the JVM may use, but not more than eight, since the blocks of a layer of 500 units would
 * become too narrow for BLAS ({@code -Delbo.threads=N} overrules that). Results depend on the cut
 * only, not on who does a part: with {@code -Delbo.parts=4} they are the same for every number of
 * threads.
 */
public final class Team {
    /** The largest number of parts and of threads. */
    public static final int LARGEST = 64;

    private static final int LOOKS = 20_000;
    private static final int MANY = 8;
    private static final Team SHARED =
            new Team(
                    Integer.getInteger(
                            "elbo.threads",
                            Math.min(MANY, Runtime.getRuntime().availableProcessors())),
                    Integer.getInteger("elbo.parts", 0));

    /** A task that is cut into parts which can run side by side. */
    @FunctionalInterface
    public interface Task {
        /**
         * Does one part.
         *
         * @param part which, from 0
         * @param parts how many there are
         */
        void run(int part, int parts);
    }

    private final int parts;
    private final Thread[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicIntegerArray free = new AtomicIntegerArray(LARGEST);
    private final AtomicIntegerArray asleep = new AtomicIntegerArray(LARGEST);
    private volatile int round;
    private volatile Throwable failure;
    private Task task;
    private int count;

    /**
     * Creates a team of its own; {@link #shared()} is what the engine uses.
     *
     * @param threads how many threads work, the caller among them; at least 1, above 64 counts as
     *     64
     * @param parts how many parts {@link #parts()} tells; 0 for one a thread
     */
    public Team(int threads, int parts) {
        Check.positive("number of threads (elbo.threads)", threads);
        Check.that(
                parts >= 0 && parts <= LARGEST,
                "number of parts (elbo.parts) is %d but must be from 0 to %d",
                parts,
                LARGEST);
        int used = Math.min(threads, LARGEST);
        this.parts = parts == 0 ? used : parts;
        workers = new Thread[used - 1];
        for (int i = 0; i < workers.length; i++) {
            int own = i + 1;
            workers[i] = new Thread(() -> serve(own), "elbo-worker-" + own);
            workers[i].setDaemon(true);
            workers[i].start();
        }
    }

    /**
     * The team of this JVM: {@code -Delbo.threads} threads, {@code -Delbo.parts} parts.
     *
     * @return always the same team
     */
    public static Team shared() {
        return SHARED;
    }

    /**
     * Into how many parts a task should be cut.
     *
     * @return 1 to 64
     */
    public int parts() {
        return parts;
    }

    /**
     * How many threads work, the caller among them.
     *
     * @return 1 to 64
     */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs all parts and returns when all are done. While another thread uses the team, the caller
     * does all parts itself.
     *
     * @param parts how many, 1 to 64
     * @param task what to do
     */
    public void run(int parts, Task task) {
        if (parts < 1 || parts > LARGEST) { // Check.that would allocate
            throw new IllegalArgumentException(
                    "number of parts is " + parts + " but must be from 1 to " + LARGEST);
        }
        if (parts == 1 || workers.length == 0 || !busy.compareAndSet(false, true)) {
            for (int part = 0; part < parts; part++) {
                task.run(part, parts);
            }
            return;
        }
        try {
            share(parts, task);
        } finally {
            busy.set(false);
        }
    }

    private void share(int parts, Task task) {
        this.task = task;
        count = parts;
        failure = null;
        unfinished.set(parts);
        for (int part = 0; part < parts; part++) {
            free.set(part, 1);
        }
        round++;
        for (int i = 0; i < Math.min(workers.length, parts - 1); i++) {
            if (asleep.get(i + 1) == 1) {
                LockSupport.unpark(workers[i]);
            }
        }
        work(0);
        for (int looks = 0; unfinished.get() > 0; looks++) {
            pause(looks);
        }
        if (failure != null) {
            throw failed(failure);
        }
    }

    /** First the part of one's own, whose data may still be in this core's cache, then others. */
    private void work(int own) {
        for (int i = 0; i < LARGEST && unfinished.get() > 0; i++) {
            int part = (own + i) % LARGEST;
            if (free.get(part) == 1 && free.compareAndSet(part, 1, 0)) {
                try {
                    task.run(part, count);
                } catch (Throwable e) {
                    failure = e;
                }
                unfinished.decrementAndGet();
            }
        }
    }

    private void serve(int own) {
        int seen = 0;
        while (true) {
            for (int looks = 0; round == seen; looks++) {
                if (looks < LOOKS) {
                    pause(looks);
                } else {
                    sleep(own, seen);
                }
            }
            seen = round;
            work(own);
        }
    }

    private void sleep(int own, int seen) {
        asleep.set(own, 1);
        if (round == seen) {
            LockSupport.park(this);
        }
        asleep.set(own, 0);
    }

    /** Looks on for a while, then lets others have the core between two looks. */
    private static void pause(int looks) {
        if (looks < LOOKS / 4) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    private static RuntimeException failed(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return (RuntimeException) cause;
    }
}
