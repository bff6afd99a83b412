package org.elbo.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Standard output and standard error of the cells, in the order in which they were written.
 *
 * <p>Bytes are collected and sent on when the other stream is written to, when there are many, and
 * ten times a second (so that a long cell is seen to work). Any thread may write, also after its
 * cell has ended.
 */
final class Console {
    private static final int ENOUGH = 8192;
    private static final long PERIOD_MILLIS = 100;

    /** The two streams by the name that the Jupyter protocol gives them. */
    enum Stream {
        STDOUT,
        STDERR
    }

    private final BiConsumer<Stream, String> receiver;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private Stream pendingStream = Stream.STDOUT;

    Console(BiConsumer<Stream, String> receiver) {
        this.receiver = receiver;
    }

    PrintStream stream(Stream stream) {
        return new PrintStream(new Writer(stream), false, StandardCharsets.UTF_8);
    }

    /** Starts the daemon thread that sends ten times a second. */
    void start() {
        Thread ticker = new Thread(this::tick, "console");
        ticker.setDaemon(true);
        ticker.start();
    }

    private void tick() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PERIOD_MILLIS);
                flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void write(Stream stream, byte[] bytes, int offset, int length) {
        if (stream != pendingStream) {
            flush();
            pending.reset();
            pendingStream = stream;
        }
        pending.write(bytes, offset, length);
        if (pending.size() >= ENOUGH) {
            flush();
        }
    }

    /** Sends what has been written; the beginning of an unfinished UTF-8 character stays behind. */
    synchronized void flush() {
        byte[] bytes = pending.toByteArray();
        int complete = completeLength(bytes);
        if (complete == 0) {
            return;
        }
        pending.reset();
        pending.write(bytes, complete, bytes.length - complete);
        receiver.accept(pendingStream, new String(bytes, 0, complete, StandardCharsets.UTF_8));
    }

    private static int completeLength(byte[] bytes) {
        int last = bytes.length - 1;
        int lead = last;
        while (lead >= 0 && last - lead < 3 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0 || bytes[lead] >= 0) {
            return bytes.length;
        }
        int size = (bytes[lead] & 0xE0) == 0xC0 ? 2 : (bytes[lead] & 0xF0) == 0xE0 ? 3 : 4;
        return lead + size <= bytes.length ? bytes.length : lead;
    }

    private final class Writer extends OutputStream {
        private final Stream stream;

        Writer(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            Console.this.write(stream, bytes, offset, length);
        }

        @Override
        public void flush() {
            Console.this.flush();
        }
    }
}
