package org.elbo.notebook;

import java.util.Locale;
import org.elbo.internal.Check;

/**
 * A line of text that says how far something is, updated in place: {@code sampling: 40 % of 1,000,
 * 12 s left}. When finished it says only what was done, so that saved notebooks do not change from
 * run to run.
 *
 * <pre>{@code
 * ProgressBar bar = ProgressBar.of("sampling", 1000);
 * for (int i = 1; i <= 1000; i++) {
 *     ...
 *     bar.done(i);
 * }
 * bar.finish();
 * }</pre>
 */
public final class ProgressBar {
    private static final double INTERVAL = 0.3;

    private final String name;
    private final long total;
    private final Screen screen;
    private final long start = System.nanoTime();
    private long next = start;
    private String id;
    private long done;

    private ProgressBar(String name, long total, Screen screen) {
        this.name = name;
        this.total = total;
        this.screen = screen;
    }

    /**
     * A progress bar, which appears at its first update.
     *
     * @param name what is being done
     * @param total of how many steps, at least 1
     * @return the bar
     */
    public static ProgressBar of(String name, long total) {
        return on(Screen.current(), name, total);
    }

    static ProgressBar on(Screen screen, String name, long total) {
        Check.that(
                total > 0, "progress of '%s' over %d steps: at least one is needed", name, total);
        return new ProgressBar(name, total, screen);
    }

    /**
     * Says how many steps are done; cheap enough to be called at every step.
     *
     * @param steps how many are done
     */
    public void done(long steps) {
        done = steps;
        long now = System.nanoTime();
        if (screen.rich() && now - next >= 0) {
            next = now + (long) (INTERVAL * 1e9);
            show(text(steps, (now - start) / 1e9));
        }
    }

    /** Shows the last line: what was done, and of how much if it ended early. */
    public void finish() {
        String count = String.format(Locale.ROOT, "%,d", done);
        String of = done == total ? "" : String.format(Locale.ROOT, " of %,d", total);
        show(name + ": " + count + of + (done == total ? " done" : " done, ended early"));
    }

    String text(long steps, double seconds) {
        long percent = Math.round(100.0 * steps / total);
        String left =
                steps == 0 ? "" : ", " + duration(seconds / steps * (total - steps)) + " left";
        return String.format(Locale.ROOT, "%s: %d %% of %,d%s", name, percent, total, left);
    }

    private static String duration(double seconds) {
        long whole = (long) Math.ceil(seconds);
        return whole < 100 ? whole + " s" : whole / 60 + " min " + whole % 60 + " s";
    }

    private void show(String text) {
        if (id == null) {
            id = screen.show(text, null);
        } else {
            screen.update(id, text);
        }
    }
}
