package org.elbo.notebook;

import java.util.function.Supplier;
import org.elbo.internal.Check;
import org.elbo.plot.Picture;

/**
 * A picture that is redrawn in place, at most once in a while however often it is asked to.
 *
 * <pre>{@code
 * LivePlot live = LivePlot.every(1.0);
 * for (...) {
 *     live.update(() -> Plot.of("loss", "step", "loss (nats)").line("loss", x, y));
 * }
 * live.finish(finalPlot);
 * }</pre>
 */
public final class LivePlot {
    private final double seconds;
    private final Screen screen;
    private String id;
    private long next;

    private LivePlot(double seconds, Screen screen) {
        this.seconds = seconds;
        this.screen = screen;
    }

    /**
     * A live plot, which appears at its first update.
     *
     * @param seconds the least time between two drawings
     * @return the live plot
     */
    public static LivePlot every(double seconds) {
        return on(Screen.current(), seconds);
    }

    static LivePlot on(Screen screen, double seconds) {
        Check.that(seconds >= 0, "time between drawings is %s s but must not be negative", seconds);
        return new LivePlot(seconds, screen);
    }

    /**
     * Redraws the picture if enough time has passed since it was drawn last. Without a notebook
     * nothing is drawn before {@link #finish}.
     *
     * @param picture called only if it is drawn
     * @return whether it was drawn
     */
    public boolean update(Supplier<? extends Picture> picture) {
        long now = System.nanoTime();
        if (!screen.rich() || id != null && now - next < 0) {
            return false;
        }
        draw(picture.get());
        // Counted from the end of the drawing, so that slow drawing does not take over.
        next = System.nanoTime() + (long) (seconds * 1e9);
        return true;
    }

    /**
     * Draws the picture a last time, in any case.
     *
     * @param picture what remains in the notebook
     */
    public void finish(Picture picture) {
        draw(picture);
    }

    private void draw(Picture picture) {
        if (id == null) {
            id = screen.show(picture.image(), null);
        } else {
            screen.update(id, picture.image());
        }
    }
}
