package org.elbo.kernel;

import java.awt.image.RenderedImage;
import java.util.Arrays;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.elbo.notebook.Table;
import org.elbo.plot.Animation;

/**
 * Gives every value a plain text that says something and is the same in every run, and tables and
 * animations HTML beside it: a page shows the HTML, a terminal the text.
 */
final class ValueRenderer extends Renderer {
    ValueRenderer() {
        createRegistration(Table.class)
                .preferring(MIMEType.TEXT_HTML)
                .register(
                        (table, context) ->
                                context.renderIfRequested(MIMEType.TEXT_HTML, table::html));
        createRegistration(Animation.class)
                .preferring(MIMEType.TEXT_HTML)
                .register(
                        (animation, context) ->
                                context.renderIfRequested(MIMEType.TEXT_HTML, animation::html));
    }

    @Override
    protected DisplayData finalizeDisplayData(DisplayData data, Object value) {
        if (!data.hasDataForType(MIMEType.TEXT_PLAIN)) {
            data.putText(text(value));
        }
        return data;
    }

    static String text(Object value) {
        if (value instanceof RenderedImage image) {
            return "image, " + image.getWidth() + " x " + image.getHeight() + " pixels";
        }
        if (value != null && value.getClass().isArray()) {
            String nested = Arrays.deepToString(new Object[] {value});
            return nested.substring(1, nested.length() - 1);
        }
        return String.valueOf(value);
    }
}
