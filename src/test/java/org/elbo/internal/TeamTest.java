package org.elbo.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time limits only end a test that hangs: none depends on who is fast. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TeamTest {
    private final Team pair = new Team(2, 0);

    /** Plain writes, so that the caller sees them only if the team publishes them. */
    @Test
    void everyPartRunsOnceAndTheCallerSeesWhatItWrote() {
        for (int threads = 1; threads <= 4; threads++) {
            Team team = new Team(threads, 0);
            for (int round = 1; round <= 3_000; round++) {
                int parts = 1 + round % Team.LARGEST;
                int[] runs = new int[Team.LARGEST];
                int[] told = new int[Team.LARGEST];
                team.run(
                        parts,
                        (part, of) -> {
                            runs[part]++;
                            told[part] = of;
                        });
                for (int part = 0; part < Team.LARGEST; part++) {
                    assertEquals(part < parts ? 1 : 0, runs[part], "runs of part " + part);
                    assertEquals(part < parts ? parts : 0, told[part], "number of parts told");
                }
            }
        }
    }

    /** What one round wrote, any thread of the next one reads. */
    @Test
    void aRoundSeesWhatTheLastOneWrote() {
        Team team = new Team(3, 0);
        int[] now = new int[8];
        int[] before = new int[8];
        for (int round = 0; round < 20_000; round++) {
            System.arraycopy(now, 0, before, 0, 8);
            team.run(8, (part, parts) -> now[part] = before[(part + 1) % parts] + 1);
        }
        int[] expected = new int[8];
        Arrays.fill(expected, 20_000);
        assertEquals(Arrays.toString(expected), Arrays.toString(now));
    }

    /** Each thread waits for the other, so that both must be inside a part at the same time. */
    @Test
    void aWorkerTakesPartEvenAfterItFellAsleep() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            CountDownLatch both = new CountDownLatch(2);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            pair.run(
                    2,
                    (part, parts) -> {
                        threads.add(Thread.currentThread());
                        both.countDown();
                        await(both);
                    });
            assertEquals(2, threads.size());
            assertTrue(threads.contains(Thread.currentThread()));
            Thread.sleep(100);
        }
    }

    /** The worker does not leave its part before the caller has done all others. */
    @Test
    void theCallerDoesThePartsOfAWorkerThatIsHeldUp() {
        AtomicInteger byCaller = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(Team.LARGEST - 1);
        CountDownLatch workerCame = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        pair.run(
                Team.LARGEST,
                (part, parts) -> {
                    if (Thread.currentThread() == caller) {
                        await(workerCame);
                        byCaller.incrementAndGet();
                        others.countDown();
                    } else {
                        workerCame.countDown();
                        await(others);
                    }
                });
        assertEquals(Team.LARGEST - 1, byCaller.get());
    }

    /** A part of each thread fails while both are inside. */
    @Test
    void theFailureOfAnyPartReachesTheCallerAndTheTeamWorksOn() {
        Thread caller = Thread.currentThread();
        for (boolean ofCaller : new boolean[] {false, true}) {
            RuntimeException failure = new IllegalStateException("part");
            CountDownLatch both = new CountDownLatch(2);
            AtomicInteger finished = new AtomicInteger();
            Team.Task failing =
                    (part, parts) -> {
                        both.countDown();
                        await(both);
                        if (ofCaller == (Thread.currentThread() == caller)) {
                            throw failure;
                        }
                        finished.incrementAndGet();
                    };
            assertSame(failure, assertThrows(RuntimeException.class, () -> pair.run(2, failing)));
            assertEquals(1, finished.get(), "the other part ends before run returns");
            assertWorks(pair);
        }
    }

    @Test
    void errorsAndFailuresOfASingleThreadReachTheCallerToo() {
        for (Team team : new Team[] {pair, new Team(1, 0)}) {
            Error error = new AssertionError("part");
            Team.Task failing =
                    (part, parts) -> {
                        throw error;
                    };
            assertSame(error, assertThrows(Error.class, () -> team.run(5, failing)));
            assertWorks(team);
        }
    }

    private static void assertWorks(Team team) {
        AtomicIntegerArray runs = new AtomicIntegerArray(7);
        team.run(7, (part, parts) -> runs.incrementAndGet(part));
        assertEquals("[1, 1, 1, 1, 1, 1, 1]", runs.toString());
    }

    /** The second caller runs while the first is inside a part and waits for it. */
    @Test
    void aSecondCallerDoesAllItself() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        FutureTask<Void> first =
                new FutureTask<>(
                        () ->
                                pair.run(
                                        2,
                                        (part, parts) -> {
                                            inside.countDown();
                                            await(done);
                                        }),
                        null);
        new Thread(first).start();
        await(inside);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        AtomicIntegerArray runs = new AtomicIntegerArray(7);
        pair.run(
                7,
                (part, parts) -> {
                    threads.add(Thread.currentThread());
                    runs.incrementAndGet(part);
                });
        assertEquals("[1, 1, 1, 1, 1, 1, 1]", runs.toString());
        assertEquals(Set.of(Thread.currentThread()), threads);
        assertFalse(first.isDone());
        done.countDown();
        first.get();
        assertWorks(pair);
    }

    @Test
    void aPartMayRunATaskOfItsOwn() {
        AtomicIntegerArray runs = new AtomicIntegerArray(20);
        pair.run(
                4,
                (outer, o) -> {
                    Thread here = Thread.currentThread();
                    pair.run(
                            5,
                            (inner, i) -> {
                                assertSame(here, Thread.currentThread());
                                runs.incrementAndGet(5 * outer + inner);
                            });
                });
        for (int i = 0; i < runs.length(); i++) {
            assertEquals(1, runs.get(i));
        }
        assertWorks(pair);
    }

    @Test
    void anInterruptedCallerStillGetsAllDoneAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertWorks(pair);
        assertTrue(Thread.interrupted());
    }

    @Test
    void sizes() {
        assertEquals(3, new Team(3, 0).threads());
        assertEquals(3, new Team(3, 0).parts());
        assertEquals(5, new Team(1, 5).parts());
        assertEquals(1, new Team(1, 5).threads());
        assertEquals(Team.LARGEST, new Team(1, Team.LARGEST).parts());
        assertSame(Team.shared(), Team.shared());
        assertNotSame(Team.shared(), pair);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertRefused("threads", () -> new Team(0, 0));
        assertRefused("threads", () -> new Team(-1, 0));
        assertRefused("-1", () -> new Team(1, -1));
        assertRefused("65", () -> new Team(1, 65));
        for (Team team : new Team[] {pair, new Team(1, 0)}) {
            AtomicInteger runs = new AtomicInteger();
            Team.Task counting = (part, parts) -> runs.incrementAndGet();
            assertRefused("65", () -> team.run(65, counting));
            assertRefused("0", () -> team.run(0, counting));
            assertEquals(0, runs.get());
            assertWorks(team);
        }
    }

    private static void assertRefused(String word, Runnable run) {
        String message = assertThrows(IllegalArgumentException.class, run::run).getMessage();
        assertTrue(message.contains(word), message);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(50, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
