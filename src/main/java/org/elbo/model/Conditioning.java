package org.elbo.model;

/** Where the decoder of a sentence VAE is told z. */
public enum Conditioning {
    /** The first state is made of z, which the network must remember (Bowman et al. 2016). */
    START,

    /** Each step reads z beside the word before it; the first state is zero. */
    EVERY_STEP,

    /** Both. */
    BOTH;

    boolean atStart() {
        return this != EVERY_STEP;
    }

    boolean atEveryStep() {
        return this != START;
    }
}
