package org.elbo.model;

/** How the gradient of an {@link IbpVae}'s loss passes through the mask of zeros and ones. */
public enum MaskGradient {
    /**
     * The mask is relaxed to numbers between 0 and 1, through which one can differentiate (binary
     * Concrete or Gumbel; Maddison, Mnih and Teh 2017; Jang, Gu and Poole 2017). The loss is a
     * bound for the relaxed model, not for the one with zeros and ones.
     */
    CONCRETE,

    /**
     * The mask stays zeros and ones, and log q(Z|x) is weighed with what the draw was worth (score
     * function, black box; Ranganath, Gerrish and Blei 2014). Two draws for each datum, each the
     * other's baseline, and divergences in closed form keep the noise down; the gradient is right
     * on average.
     */
    SCORE_FUNCTION
}
