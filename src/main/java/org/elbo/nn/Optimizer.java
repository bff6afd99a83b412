package org.elbo.nn;

import java.util.List;
import java.util.Map;
import org.elbo.autodiff.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Changes parameters so that a loss falls. */
public interface Optimizer {
    /**
     * Takes one step against the gradients that the last {@code backward} left.
     *
     * @param parameters what to change
     */
    void step(List<Parameter> parameters);

    /**
     * Changes the learning rate from the next step on; what is remembered of the gradients stays.
     *
     * @param rate positive
     * @throws IllegalArgumentException if it is not
     */
    void learningRate(double rate);

    /**
     * What is remembered of the gradients, so that a training run can be continued elsewhere; the
     * learning rate is not in it.
     *
     * @param parameters whose
     * @return new arrays, each under the name of its parameter and a suffix
     */
    Map<String, INDArray> state(List<Parameter> parameters);

    /**
     * Remembers what another optimiser of this kind remembered.
     *
     * @param parameters whose; names and shapes must be those of the state
     * @param state from {@link #state}; arrays of other names are ignored
     * @throws IllegalArgumentException if an array is missing or of another shape
     */
    void restore(List<Parameter> parameters, Map<String, INDArray> state);
}
