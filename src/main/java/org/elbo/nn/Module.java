package org.elbo.nn;

import java.util.List;
import org.elbo.autodiff.Parameter;

/** Anything with parameters to train. */
public interface Module {
    /**
     * The parameters.
     *
     * @return every parameter once, always in the same order
     */
    List<Parameter> parameters();
}
