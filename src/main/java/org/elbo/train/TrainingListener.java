package org.elbo.train;

/**
 * Somebody who watches a training run: a progress line, a chart that grows, a rule that stops. All
 * methods do nothing unless overridden; they are called on the training thread, so a slow listener
 * slows the training down.
 *
 * <pre>{@code
 * TrainingListener print = new TrainingListener() {
 *     public void onEpoch(Progress progress, History history) {
 *         System.out.println(progress);
 *     }
 * };
 * }</pre>
 */
public interface TrainingListener {

    /**
     * Called after each step.
     *
     * @param progress where the run stands
     * @param history what has happened so far, this step included
     */
    default void onStep(Progress progress, History history) {}

    /**
     * Called after each epoch, when its validation is done.
     *
     * @param progress where the run stands
     * @param history what has happened so far, this epoch included
     */
    default void onEpoch(Progress progress, History history) {}

    /**
     * Called once, when the run has ended or was interrupted; not when it failed.
     *
     * @param history what has happened
     */
    default void onEnd(History history) {}
}
