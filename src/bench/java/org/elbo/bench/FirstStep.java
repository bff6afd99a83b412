package org.elbo.bench;

/** A program that takes one training step and ends: what a user waits for after {@code java}. */
public final class FirstStep {
    private FirstStep() {}

    /**
     * Takes the step.
     *
     * @param args none
     */
    public static void main(String[] args) {
        TrainingStep training = new TrainingStep();
        training.make();
        System.out.println("loss " + training.step());
    }
}
