package org.elbo.kernel;

import java.util.Objects;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * What a cell calls to show something: imported into every session, with the same methods as the
 * kernels IJava and JJava have.
 *
 * <p>Every method fails with {@link IllegalStateException} outside a notebook.
 */
public final class Display {
    private Display() {}

    /**
     * Shows a value in every form that it has.
     *
     * @param value what to show: an image, text, or any object
     * @return the id by which {@link #updateDisplay(String, Object)} replaces it
     */
    public static String display(Object value) {
        return show(kernel().getRenderer().render(value));
    }

    /**
     * Shows a value as one of the given MIME types.
     *
     * @param value what to show; text of that type, as a rule
     * @param as MIME types, as in {@code "text/html"}, {@code "text/markdown"}, {@code
     *     "text/latex"}, {@code "image/svg+xml"}
     * @return the id by which {@link #updateDisplay(String, Object)} replaces it
     */
    public static String display(Object value, String... as) {
        return show(kernel().getRenderer().renderAs(value, as));
    }

    /**
     * Replaces what was shown under an id, in place.
     *
     * @param id what {@link #display(Object)} returned
     * @param value what to show instead
     */
    public static void updateDisplay(String id, Object value) {
        kernel().update(id, kernel().getRenderer().render(value));
    }

    /**
     * Replaces what was shown under an id, in place, as one of the given MIME types.
     *
     * @param id what {@link #display(Object)} returned
     * @param value what to show instead
     * @param as MIME types
     */
    public static void updateDisplay(String id, Object value, String... as) {
        kernel().update(id, kernel().getRenderer().renderAs(value, as));
    }

    /**
     * Removes what the cell has shown so far.
     *
     * @param wait whether to wait for the next output, which avoids flicker
     */
    public static void clearOutput(boolean wait) {
        kernel().clearOutput(wait);
    }

    /**
     * Renders a value without showing it.
     *
     * @param value what to render
     * @return its forms by MIME type
     */
    public static DisplayData render(Object value) {
        return kernel().getRenderer().render(value);
    }

    /**
     * Renders a value as one of the given MIME types without showing it.
     *
     * @param value what to render
     * @param as MIME types
     * @return its forms by MIME type
     */
    public static DisplayData render(Object value, String... as) {
        return kernel().getRenderer().renderAs(value, as);
    }

    /**
     * Prints formatted text, as in {@code System.out.printf}.
     *
     * @param format a format of {@link java.util.Formatter}
     * @param values what it names
     */
    public static void printf(String format, Object... values) {
        System.out.printf(format, values);
    }

    private static String show(DisplayData data) {
        String id =
                Objects.requireNonNullElseGet(
                        data.getDisplayId(), () -> UUID.randomUUID().toString());
        data.setDisplayId(id);
        kernel().display(data);
        return id;
    }

    private static JavaKernel kernel() {
        BaseKernel running = JavaKernel.running();
        if (running instanceof JavaKernel kernel) {
            return kernel;
        }
        throw new IllegalStateException(
                "display works in a notebook's cell only: no kernel runs in this process");
    }
}
