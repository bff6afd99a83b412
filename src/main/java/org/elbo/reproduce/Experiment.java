package org.elbo.reproduce;

import java.util.List;

/** An experiment of a paper: some models, each trained and judged as the paper did it. */
public interface Experiment {
    /**
     * The name, as typed on the command line and as the name of the file of results.
     *
     * @return a short word in lower case
     */
    String name();

    /**
     * What it is.
     *
     * @return one line: the paper and what is measured
     */
    String about();

    /**
     * How often each model visits its training data unless the user says otherwise.
     *
     * @return a number that takes about ten minutes in all on two cores
     */
    int epochs();

    /**
     * What is trained, in this order.
     *
     * @param options what the user asked for
     * @return the studies, at least one, each with a setting of its own
     */
    List<Study<?>> studies(Options options);
}
