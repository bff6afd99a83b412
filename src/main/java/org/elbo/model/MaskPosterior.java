package org.elbo.model;

import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;

/** How q(Z|x) of an {@link IbpVae}, which feature a datum has, goes with the sticks. */
public enum MaskPosterior {
    /** Not at all: the log odds are what the encoder says (mean field). */
    MEAN_FIELD {
        @Override
        Value logOdds(Tape tape, Value encoded, Value prior) {
            return encoded;
        }
    },

    /**
     * The encoder corrects the prior's log odds, which the sticks give: a datum that says nothing
     * has the prior for its posterior, and where a feature is rare, it is rare in both (Singh, Ling
     * and Doshi-Velez 2017, structured variational inference).
     */
    STRUCTURED {
        @Override
        Value logOdds(Tape tape, Value encoded, Value prior) {
            return tape.add(encoded, prior);
        }
    };

    /** The posterior's log odds [rows, features]. */
    abstract Value logOdds(Tape tape, Value encoded, Value prior);
}
