package org.elbo.nn;

import java.util.List;
import org.elbo.autodiff.Parameter;

/** Changes parameters so that a loss falls. */
public interface Optimizer {
    /**
     * Takes one step against the gradients that the last {@code backward} left.
     *
     * @param parameters what to change
     */
    void step(List<Parameter> parameters);
}
