package org.elbo.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jdk.jshell.execution.DirectExecutionControl;

/**
 * Runs the code that JShell compiled: in this process, on one thread of its own, keeping the value
 * itself and not only its text.
 *
 * <p>An interrupt reaches that thread. Where it does not react within the patience, the thread is
 * left behind, a new one runs what follows, and {@link #stillRunning()} says so.
 */
final class CellControl extends DirectExecutionControl {
    private static final long STEP_MILLIS = 50;

    private final long patienceMillis;
    private ExecutorService executor = newExecutor();
    private Object value;
    private volatile Thread worker;
    private volatile Thread leftBehind;
    private volatile long interruptedAt;
    private volatile boolean interrupted;

    CellControl(long patienceMillis) {
        this.patienceMillis = patienceMillis;
    }

    /** Forgets the value and the interrupt of the cell before. */
    void reset() {
        value = null;
        interrupted = false;
    }

    /** The value of the snippet that ran last, or null. */
    Object value() {
        return value;
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Whether a cell that was interrupted is still running. */
    boolean stillRunning() {
        Thread thread = leftBehind;
        return thread != null && thread.isAlive();
    }

    /** Interrupts the thread of the running cell; called from another thread. */
    void interrupt() {
        interruptedAt = System.nanoTime();
        interrupted = true;
        Thread thread = worker;
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void stop() {
        interrupt();
    }

    @Override
    public void close() {
        executor.shutdownNow();
        super.close();
    }

    @Override
    protected String invoke(Method method) throws Exception {
        value = null;
        if (interrupted) {
            throw new StoppedException();
        }
        CompletableFuture<Object> result = new CompletableFuture<>();
        executor.execute(() -> call(method, result));
        value = await(result);
        return "";
    }

    private void call(Method method, CompletableFuture<Object> result) {
        worker = Thread.currentThread();
        worker.setContextClassLoader(method.getDeclaringClass().getClassLoader());
        try {
            method.setAccessible(true);
            result.complete(method.invoke(null));
        } catch (InvocationTargetException e) {
            result.completeExceptionally(e.getCause());
        } catch (IllegalAccessException e) {
            result.completeExceptionally(e);
        } finally {
            if (worker == Thread.currentThread()) {
                worker = null;
            }
        }
    }

    private Object await(CompletableFuture<Object> result) throws Exception {
        while (true) {
            try {
                return result.get(STEP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                throw new InvocationTargetException(e.getCause());
            } catch (TimeoutException e) {
                if (interrupted && millisSinceInterrupt() > patienceMillis) {
                    leaveBehind();
                    throw new StoppedException();
                }
            }
        }
    }

    private long millisSinceInterrupt() {
        return (System.nanoTime() - interruptedAt) / 1_000_000;
    }

    private void leaveBehind() {
        leftBehind = worker;
        worker = null;
        executor.shutdown();
        executor = newExecutor();
    }

    private static ExecutorService newExecutor() {
        return Executors.newSingleThreadExecutor(
                task -> {
                    Thread thread = new Thread(task, "cell");
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
