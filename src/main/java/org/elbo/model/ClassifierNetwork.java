package org.elbo.model;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.elbo.autodiff.Activation;
import org.elbo.autodiff.Parameter;
import org.elbo.autodiff.Tape;
import org.elbo.autodiff.Value;
import org.elbo.internal.Check;
import org.elbo.nn.Mlp;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network for q(y|x) that learns from labels alone: what the unlabelled data are worth is the
 * difference between it and {@link M2}, whose classifier is the same network. Without hidden layers
 * it is logistic regression.
 *
 * <pre>{@code
 * ClassifierNetwork network =
 *         ClassifierNetwork.of(784, new int[] {500}, 10, Activation.SOFTPLUS, new Random(1));
 * Trainer.of(network, Adam.of(1e-3)).batchSize(data.batchSize()).fit(data); // 794 columns
 * }</pre>
 */
public final class ClassifierNetwork implements Model, Classifier {
    private final int dataDimension;
    private final int classes;
    private final Mlp network;

    private ClassifierNetwork(int dataDimension, int classes, Mlp network) {
        this.dataDimension = dataDimension;
        this.classes = classes;
        this.network = network;
    }

    /**
     * Creates a network with Glorot's weights.
     *
     * @param dataDimension the number of dimensions of a datum
     * @param hidden the sizes of the hidden layers; none makes logistic regression
     * @param classes the number of classes
     * @param activation of the hidden layers
     * @param rng draws the weights
     * @return a new network
     */
    public static ClassifierNetwork of(
            int dataDimension,
            int[] hidden,
            int classes,
            Activation activation,
            RandomGenerator rng) {
        Check.that(classes >= 2, "there are %d classes but must be at least 2", classes);
        int[] sizes = Networks.sizes(dataDimension, hidden, classes);
        Mlp network = Mlp.of("classifier", sizes, activation, Activation.IDENTITY, rng);
        return new ClassifierNetwork(dataDimension, classes, network);
    }

    @Override
    public int dataDimension() {
        return dataDimension;
    }

    /** The columns of the data, then one for each class. */
    @Override
    public int batchDimension() {
        return dataDimension + classes;
    }

    @Override
    public List<Parameter> parameters() {
        return network.parameters();
    }

    /**
     * Records the mean of -log q(y|x) over the rows that have a label; no noise is drawn.
     *
     * @throws IllegalArgumentException if no row has a label
     */
    @Override
    public Value loss(Tape tape, INDArray batch, RandomGenerator rng) {
        Value all = tape.constant(Networks.columnsChecked("batch", batch, batchDimension()));
        Labels labels = Labels.of(tape, all, dataDimension, classes);
        Check.that(labels.labelled() > 0, "no row of the batch has a label, but one must");
        int[] rows = IntStream.range(0, labels.rows()).filter(labels::has).toArray();
        Value x = tape.rows(tape.columns(all, 0, dataDimension), rows);
        Value named = tape.multiply(logProbabilities(tape, x), tape.rows(labels.oneHot(), rows));
        return tape.scale(tape.sum(named), -1.0 / rows.length);
    }

    private Value logProbabilities(Tape tape, Value x) {
        return tape.logSoftmax(network.apply(tape, x));
    }

    /**
     * The network's q(y|x) of each row.
     *
     * @param x data [rows, dataDimension]
     * @return probabilities [rows, classes]
     */
    public INDArray classify(INDArray x) {
        Networks.columnsChecked("x", x, dataDimension);
        return Networks.forward(
                x, classes, (tape, input) -> tape.exp(logProbabilities(tape, input)));
    }

    @Override
    public int[] classesOf(INDArray x) {
        return classify(x).argMax(1).toIntVector();
    }

    @Override
    public String toString() {
        return "ClassifierNetwork " + network;
    }
}
