package org.elbo.autodiff;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Records operations while they compute, so that {@link #backward(Value)} can run through them the
 * other way and fill the gradient of every {@link Parameter}. {@link #clear()} starts a new step;
 * the same operations in the same order then reuse their memory, and a warm step allocates nothing.
 *
 * <pre>{@code
 * Tape tape = new Tape();
 * for (INDArray batch : batches) {
 *     tape.clear();
 *     Value hidden = tape.dense(tape.constant(batch), w, b, Activation.TANH);
 *     Value loss = tape.mean(tape.squaredError(hidden, batch));
 *     tape.backward(loss);
 *     optimizer.step(List.of(w, b));
 * }
 * }</pre>
 *
 * <p>Shapes are [rows, columns], as a rule [batch, dimensions]. Arrays of another number type,
 * order or stride are converted; constants are copied. A tape is for one thread.
 */
public final class Tape extends Recorder {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    final boolean gradients;

    /** Creates an empty tape. */
    public Tape() {
        this(true);
    }

    private Tape(boolean gradients) {
        this.gradients = gradients;
    }

    /**
     * Creates an empty tape that only computes: operations leave out what {@link #backward} alone
     * would need.
     *
     * @return a tape on which nothing can be derived
     */
    public static Tape withoutGradients() {
        return new Tape(false);
    }

    // ---- leaves

    /**
     * Numbers that no gradient reaches. They are copied.
     *
     * @param array a matrix of numbers
     * @return a value of the same shape
     * @throws IllegalArgumentException if it is null, empty, or not a matrix of numbers
     */
    public Value constant(INDArray array) {
        Shapes.matrix("constant", array);
        Constant node = node(Constant.class, Constant::new);
        node.set(array);
        return record(node);
    }

    /**
     * Numbers that no gradient reaches, in row order. They are copied.
     *
     * @param numbers at least rows times columns numbers
     * @param rows the number of rows
     * @param columns the number of columns
     * @return a value of shape [rows, columns]
     * @throws IllegalArgumentException if there are too few numbers
     */
    public Value constant(float[] numbers, int rows, int columns) {
        Check.positive("rows", rows);
        Check.positive("columns", columns);
        Check.that(
                numbers.length >= (long) rows * columns,
                "constant [%d, %d] needs more than the %d numbers given",
                rows,
                columns,
                numbers.length);
        Constant node = node(Constant.class, Constant::new);
        node.set(numbers, rows, columns);
        return record(node);
    }

    /**
     * One number everywhere.
     *
     * @param number the number
     * @param rows the number of rows
     * @param columns the number of columns
     * @return a value of shape [rows, columns]
     */
    public Value constant(double number, int rows, int columns) {
        Check.positive("rows", rows);
        Check.positive("columns", columns);
        Constant node = node(Constant.class, Constant::new);
        node.set((float) number, rows, columns);
        return record(node);
    }

    /**
     * Draws from N(0, 1) that no gradient reaches.
     *
     * @param rows the number of rows
     * @param columns the number of columns
     * @param rng draws them in row order
     * @return a value of shape [rows, columns]
     */
    public Value noise(int rows, int columns, RandomGenerator rng) {
        Check.positive("rows", rows);
        Check.positive("columns", columns);
        Constant node = node(Constant.class, Constant::new);
        node.set(rng, rows, columns);
        return record(node);
    }

    /**
     * A parameter; used several times, its gradients add up.
     *
     * @param parameter the parameter
     * @return its value
     */
    public Value parameter(Parameter parameter) {
        Objects.requireNonNull(parameter, "parameter");
        Leaf node = node(Leaf.class, Leaf::new);
        node.set(parameter);
        know(parameter);
        return record(node);
    }

    // ---- layers

    /**
     * A layer: activation(x w + b).
     *
     * @param x [batch, in]
     * @param w the weight [in, out]
     * @param b the bias [1, out]
     * @param activation applied to each sum
     * @return [batch, out]
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Value dense(Value x, Parameter w, Parameter b, Activation activation) {
        return dense(x, parameter(w), parameter(b), activation);
    }

    /**
     * A layer whose weight and bias are values: activation(x w + b).
     *
     * @param x [batch, in]
     * @param w the weight [in, out]
     * @param b the bias [1, out]
     * @param activation applied to each sum
     * @return [batch, out]
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public Value dense(Value x, Value w, Value b, Activation activation) {
        Objects.requireNonNull(activation, "activation of dense");
        Dense node = node(Dense.class, Dense::new);
        node.set(mine("x", x), mine("w", w), mine("b", b), activation);
        return record(node);
    }

    /**
     * An activation, element by element.
     *
     * @param x any value
     * @param activation the function
     * @return the shape of x
     */
    public Value activate(Value x, Activation activation) {
        Objects.requireNonNull(activation, "activation");
        Activate node = node(Activate.class, Activate::new);
        node.set(mine("x", x), activation);
        return record(node);
    }

    // ---- sequences

    /**
     * Some rows, in any order and as often as wanted: of a table of word vectors those of the words
     * of a text (see {@link Parameter#table}).
     *
     * @param x [rows, n]
     * @param index the rows to take, not copied: it must not change before {@link #backward}
     * @return [index.length, n]
     * @throws IllegalArgumentException if there is no such row
     */
    public Value gatherRows(Value x, int[] index) {
        Objects.requireNonNull(index, "index of gatherRows");
        GatherRows node = node(GatherRows.class, GatherRows::new);
        node.set(mine("x", x), index);
        return record(node);
    }

    /**
     * The transpose of {@link #gatherRows}: row j is the sum of the rows i with index[i] = j.
     *
     * @param x [index.length, n]
     * @param index where each row is added, not copied: it must not change before {@link #backward}
     * @param rows the number of rows of the result; a row that nothing is added to is zero
     * @return [rows, n]
     * @throws IllegalArgumentException if an index is outside
     */
    public Value scatterRows(Value x, int[] index, int rows) {
        Objects.requireNonNull(index, "index of scatterRows");
        ScatterRows node = node(ScatterRows.class, ScatterRows::new);
        node.set(mine("x", x), index, rows);
        return record(node);
    }

    /**
     * A long short-term memory over packed sequences (Hochreiter and Schmidhuber 1997; with forget
     * gates, Gers et al. 2000): of s = x + h u, in four blocks of columns, the gates i =
     * sigmoid(s1), f = sigmoid(s2) and o = sigmoid(s4), the candidate g = tanh(s3), the cell c' = f
     * c + i g and the output h' = o tanh(c'). The products of the inputs with their weights are not
     * part of it: x is what {@link #dense} makes of the inputs of all steps at once.
     *
     * @param x the gates' share of inputs and bias [packing.rows(), 4 units]
     * @param u the recurrent weight [units, 4 units]
     * @param start h, then c, before the first step, in the order of the sequences [sequences, 2
     *     units]
     * @param packing where the steps of the sequences are in x
     * @return h of every step [packing.rows(), units]
     */
    public Value lstm(Value x, Value u, Value start, Packing packing) {
        Objects.requireNonNull(packing, "packing of lstm");
        Lstm node = node(Lstm.class, Lstm::new);
        node.set(mine("x", x), mine("u", u), mine("start", start), packing);
        return record(node);
    }

    /**
     * The cells c of every step of an LSTM, as numbers that no gradient reaches: with the outputs
     * they are where another sequence can start.
     *
     * @param lstm what {@link #lstm} returned
     * @return [packing.rows(), units]
     * @throws IllegalArgumentException if it is another value
     */
    public Value cells(Value lstm) {
        Check.that(mine("lstm", lstm) instanceof Lstm, "%s is no LSTM and has no cells", lstm);
        return constant(((Lstm) lstm).cells());
    }

    /**
     * Gated recurrent units over packed sequences (Cho et al. 2014, in the form of cuDNN, where the
     * reset gate comes after the product): of s = h u + b and x, in three blocks of columns, the
     * gates r = sigmoid(x1 + s1) and z = sigmoid(x2 + s2), the candidate n = tanh(x3 + r s3) and
     * the output h' = (1 - z) n + z h.
     *
     * @param x the inputs' share with their bias [packing.rows(), 3 units]
     * @param u the recurrent weight [units, 3 units]
     * @param b the recurrent bias [1, 3 units]
     * @param start h before the first step, in the order of the sequences [sequences, units]
     * @param packing where the steps of the sequences are in x
     * @return h of every step [packing.rows(), units]
     */
    public Value gru(Value x, Value u, Value b, Value start, Packing packing) {
        Objects.requireNonNull(packing, "packing of gru");
        Gru node = node(Gru.class, Gru::new);
        node.set(mine("x", x), mine("u", u), mine("b", b), mine("start", start), packing);
        return record(node);
    }

    // ---- arithmetic

    /**
     * The sum a + b.
     *
     * @param a any value
     * @param b a value of the same shape
     * @return the shape of a
     */
    public Value add(Value a, Value b) {
        return combine(a, 1, b, 1);
    }

    /**
     * The difference a - b.
     *
     * @param a any value
     * @param b a value of the same shape
     * @return the shape of a
     */
    public Value subtract(Value a, Value b) {
        return combine(a, 1, b, -1);
    }

    /**
     * The linear combination alpha a + beta b.
     *
     * @param a any value
     * @param alpha its factor
     * @param b a value of the same shape
     * @param beta its factor
     * @return the shape of a
     */
    public Value combine(Value a, double alpha, Value b, double beta) {
        Combine node = node(Combine.class, Combine::new);
        node.set(mine("a", a), alpha, mine("b", b), beta);
        return record(node);
    }

    /**
     * The product a b, element by element.
     *
     * @param a any value
     * @param b a value of the same shape
     * @return the shape of a
     */
    public Value multiply(Value a, Value b) {
        Multiply node = node(Multiply.class, Multiply::new);
        node.set(mine("a", a), mine("b", b));
        return record(node);
    }

    /**
     * The multiple factor x.
     *
     * @param x any value
     * @param factor the factor
     * @return the shape of x
     */
    public Value scale(Value x, double factor) {
        return affine(x, factor, 0);
    }

    /**
     * The negative -x.
     *
     * @param x any value
     * @return the shape of x
     */
    public Value negate(Value x) {
        return affine(x, -1, 0);
    }

    /**
     * The affine function factor x + shift, element by element.
     *
     * @param x any value
     * @param factor the factor
     * @param shift what is added
     * @return the shape of x
     */
    public Value affine(Value x, double factor, double shift) {
        Scale node = node(Scale.class, Scale::new);
        node.set(mine("x", x), factor, shift);
        return record(node);
    }

    /**
     * The exponential, element by element; arguments beyond ±88 count as ±88.
     *
     * @param x any value
     * @return the shape of x
     */
    public Value exp(Value x) {
        Exp node = node(Exp.class, Exp::new);
        node.set(mine("x", x));
        return record(node);
    }

    // ---- shapes and sums

    /**
     * Some columns.
     *
     * @param x [rows, n]
     * @param from the first column
     * @param to the column after the last
     * @return [rows, to - from]
     */
    public Value columns(Value x, int from, int to) {
        Columns node = node(Columns.class, Columns::new);
        node.set(mine("x", x), from, to);
        return record(node);
    }

    /**
     * Two values side by side.
     *
     * @param a [rows, n]
     * @param b [rows, m]
     * @return [rows, n + m]
     */
    public Value concat(Value a, Value b) {
        Concat node = node(Concat.class, Concat::new);
        node.set(mine("a", a), mine("b", b));
        return record(node);
    }

    /**
     * Each row several times: rows 0, 0, 1, 1 and so on; of a single row, as many copies.
     *
     * @param x [rows, n]
     * @param times how often
     * @return [rows times, n]
     */
    public Value repeatRows(Value x, int times) {
        Check.positive("times", times);
        RepeatRows node = node(RepeatRows.class, RepeatRows::new);
        node.set(mine("x", x), times);
        return record(node);
    }

    /**
     * Chosen rows, in any order and each as often as it is chosen.
     *
     * @param x [rows, n]
     * @param which the numbers of the rows, from 0; at least one
     * @return [number of rows chosen, n]
     * @throws IllegalArgumentException if x has no such row
     */
    public Value rows(Value x, int... which) {
        Rows node = node(Rows.class, Rows::new);
        node.set(mine("x", x), which);
        return record(node);
    }

    /**
     * The sum of each row.
     *
     * @param x [rows, n]
     * @return [rows, 1]
     */
    public Value rowSums(Value x) {
        RowSums node = node(RowSums.class, RowSums::new);
        node.set(mine("x", x));
        return record(node);
    }

    /**
     * The sum of all elements.
     *
     * @param x any value
     * @return [1, 1]
     */
    public Value sum(Value x) {
        Sum node = node(Sum.class, Sum::new);
        node.set(mine("x", x));
        return record(node);
    }

    /**
     * The mean of all elements; of a value [batch, 1], the mean over the batch.
     *
     * @param x any value
     * @return [1, 1]
     */
    public Value mean(Value x) {
        return scale(sum(x), 1.0 / x.length());
    }

    /**
     * The log of the mean of the exponentials of each k rows, without overflow: of k log weights of
     * each datum, the importance-weighted estimate of log p(x) (Burda, Grosse and Salakhutdinov
     * 2016, equation 8). The derivative by a row is its share of the sum, the normalised weight.
     *
     * @param x a column [n k, 1], the k rows of each group adjacent
     * @param k the number of rows in a group
     * @return [n, 1]
     * @throws IllegalArgumentException if x is not a column of a multiple of k rows
     */
    public Value logMeanExp(Value x, int k) {
        Check.positive("k", k);
        LogMeanExp node = node(LogMeanExp.class, LogMeanExp::new);
        node.set(mine("x", x), k);
        return record(node);
    }

    /**
     * The value x itself, whose derivative is multiplied row by row on its way back: by 0 nothing
     * behind x learns, by 1 all as usual. No gradient reaches the factors, which are looked up when
     * {@link #backward} runs.
     *
     * @param x [rows, n]
     * @param factors [rows, 1]
     * @return [rows, n]
     */
    public Value scaleGradient(Value x, Value factors) {
        ScaleGradient node = node(ScaleGradient.class, ScaleGradient::new);
        node.set(mine("x", x), mine("factors", factors));
        return record(node);
    }

    // ---- probability

    /**
     * The logs of the probabilities that logits describe, row by row: x - log(sum exp(x)), without
     * overflow. A probability below exp(-88) has that in its derivatives.
     *
     * @param x logits [rows, classes]
     * @return [rows, classes]
     */
    public Value logSoftmax(Value x) {
        LogSoftmax node = node(LogSoftmax.class, LogSoftmax::new);
        node.set(mine("x", x));
        return record(node);
    }

    /**
     * Noise made differentiable: z = mu + exp(logVar / 2) epsilon (Kingma and Welling 2014, section
     * 2.4).
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @param epsilon draws from N(0, 1) [batch, dim]
     * @return z [batch, dim]
     */
    public Value reparameterize(Value mu, Value logVar, INDArray epsilon) {
        return reparameterize(mu, logVar, constant(epsilon));
    }

    /**
     * Noise made differentiable: z = mu + exp(logVar / 2) epsilon. No gradient reaches epsilon.
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @param epsilon draws from N(0, 1) [batch, dim]
     * @return z [batch, dim]
     */
    public Value reparameterize(Value mu, Value logVar, Value epsilon) {
        Reparameterize node = node(Reparameterize.class, Reparameterize::new);
        node.set(mine("mu", mu), mine("logVar", logVar), mine("epsilon", epsilon));
        return record(node);
    }

    /**
     * The log-likelihood of independent Bernoulli variables in nats, summed over each row: x l -
     * softplus(l), stable for every logit.
     *
     * @param logits l = log(p / (1 - p)), [batch, dim]
     * @param x what was observed, 0 or 1, [batch, dim]
     * @return [batch, 1]
     */
    public Value bernoulliLogLikelihood(Value logits, INDArray x) {
        return bernoulliLogLikelihood(logits, constant(x));
    }

    /**
     * The log-likelihood of independent Bernoulli variables in nats, summed over each row.
     *
     * @param logits l = log(p / (1 - p)), [batch, dim]
     * @param x what was observed, 0 or 1, [batch, dim]
     * @return [batch, 1]
     */
    public Value bernoulliLogLikelihood(Value logits, Value x) {
        BernoulliLogLikelihood node =
                node(BernoulliLogLikelihood.class, BernoulliLogLikelihood::new);
        node.set(mine("logits", logits), mine("x", x));
        return record(node);
    }

    /**
     * The log-likelihood of one class of each row in nats, log softmax(x w + b)[class]: a layer and
     * its cross-entropy in one, which needs a single matrix of [rows, classes].
     *
     * @param x the input [rows, in]
     * @param w the weight [in, classes]
     * @param b the bias [1, classes]
     * @param classes the class of each row, from 0, not copied: it must not change before {@link
     *     #backward}
     * @return [rows, 1]
     * @throws IllegalArgumentException if the shapes do not fit or there is no such class
     */
    public Value categoricalLogLikelihood(Value x, Value w, Value b, int[] classes) {
        Objects.requireNonNull(classes, "classes of categoricalLogLikelihood");
        CategoricalLogLikelihood node =
                node(CategoricalLogLikelihood.class, CategoricalLogLikelihood::new);
        node.set(mine("x", x), mine("w", w), mine("b", b), classes);
        return record(node);
    }

    /**
     * The log density of independent Gaussian variables in nats, with the constant of 2 pi, summed
     * over each row.
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @param x what was observed [batch, dim]
     * @return [batch, 1]
     */
    public Value gaussianLogLikelihood(Value mu, Value logVar, INDArray x) {
        return gaussianLogLikelihood(mu, logVar, constant(x));
    }

    /**
     * The log density of independent Gaussian variables in nats, with the constant of 2 pi, summed
     * over each row; x may itself depend on parameters, as in log q(z|x).
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @param x where [batch, dim]
     * @return [batch, 1]
     */
    public Value gaussianLogLikelihood(Value mu, Value logVar, Value x) {
        GaussianLogLikelihood node = node(GaussianLogLikelihood.class, GaussianLogLikelihood::new);
        node.set(mine("mu", mu), mine("logVar", logVar), mine("x", x));
        return record(node);
    }

    /**
     * The log density of N(0, I) in nats, with its constant, summed over each row: log p(z).
     *
     * @param z where [batch, dim]
     * @return [batch, 1]
     */
    public Value standardGaussianLogLikelihood(Value z) {
        return affine(rowSums(multiply(z, z)), -0.5, -0.5 * LOG_TWO_PI * z.columns());
    }

    /**
     * KL(N(mu, exp(logVar)) || N(0, I)) in nats, summed over each row (Kingma and Welling 2014,
     * appendix B).
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @return [batch, 1]
     */
    public Value gaussianKl(Value mu, Value logVar) {
        return rowSums(gaussianKlTerms(mu, logVar));
    }

    /**
     * KL(N(mu, exp(logVar)) || N(0, 1)) of every single dimension, in nats; {@link #gaussianKl} is
     * the sum of each row.
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @return [batch, dim]
     */
    public Value gaussianKlTerms(Value mu, Value logVar) {
        GaussianKlTerms node = node(GaussianKlTerms.class, GaussianKlTerms::new);
        node.set(mine("mu", mu), mine("logVar", logVar));
        return record(node);
    }

    /**
     * A KL term that costs nothing less below lambda: the sum over the columns of max(lambda, mean
     * of the column), so that no gradient presses a column whose mean is below (free bits, Kingma
     * et al. 2016, arXiv:1606.04934).
     *
     * @param kl the divergences of a batch, a column for each latent dimension or group, in nats
     *     [batch, groups]
     * @param lambda the free nats of each column, at least 0
     * @return [1, 1], in nats per datum
     * @throws IllegalArgumentException if lambda is negative or NaN
     */
    public Value freeBits(Value kl, double lambda) {
        FreeBits node = node(FreeBits.class, FreeBits::new);
        node.set(mine("kl", kl), lambda);
        return record(node);
    }

    /**
     * The log density, at each z, of a mixture of the batch's own Gaussians: log of the sum over j
     * of w_ij N(z_i; mu_j, exp(logVar_j)), in nats. With the posteriors q(z|x_j) of a minibatch it
     * estimates the aggregate q(z), the mean of q(z|x) over the data (Chen et al. 2018, section
     * 4.1); the weights w need not sum to 1.
     *
     * @param mu the means [batch, dim]
     * @param logVar log sigma^2 [batch, dim]
     * @param z where [batch, dim]
     * @param ownLogWeight log w_ij for i = j, the component that z_i was drawn from
     * @param otherLogWeight log w_ij for all others
     * @return [batch, 1 + dim]: of all dimensions together in column 0, of every dimension alone in
     *     the columns after it
     */
    public Value mixtureLogDensities(
            Value mu, Value logVar, Value z, double ownLogWeight, double otherLogWeight) {
        MixtureLogDensities node = node(MixtureLogDensities.class, MixtureLogDensities::new);
        node.set(
                mine("mu", mu), mine("logVar", logVar), mine("z", z), ownLogWeight, otherLogWeight);
        return record(node);
    }

    // ---- Gaussians with precision exp(-logVar) + u u': rank-one correlations

    /**
     * Correlated noise made differentiable: z = mu + R epsilon, where R R' is the inverse of the
     * precision diag(exp(-logVar)) + u u' (Rezende, Mohamed and Wierstra 2014, section 4.3). For u
     * = 0 it is {@link #reparameterize(Value, Value, Value)}. No gradient reaches epsilon.
     *
     * @param mu the means [batch, dim]
     * @param logVar minus the log of the precision's diagonal part [batch, dim]
     * @param u the direction of the precision's rank-one part [batch, dim]
     * @param epsilon draws from N(0, 1) [batch, dim]
     * @return z [batch, dim]
     */
    public Value rankOneReparameterize(Value mu, Value logVar, Value u, Value epsilon) {
        RankOneReparameterize node = node(RankOneReparameterize.class, RankOneReparameterize::new);
        node.set(mine("mu", mu), mine("logVar", logVar), mine("u", u), mine("epsilon", epsilon));
        return record(node);
    }

    /**
     * The log determinant of each row's covariance, the inverse of the precision diag(exp(-logVar))
     * + u u': sum logVar - log(1 + sum exp(logVar) u^2).
     *
     * @param logVar minus the log of the precision's diagonal part [batch, dim]
     * @param u the direction of the precision's rank-one part [batch, dim]
     * @return [batch, 1]
     */
    public Value rankOneLogDeterminant(Value logVar, Value u) {
        RankOneLogDeterminant node = node(RankOneLogDeterminant.class, RankOneLogDeterminant::new);
        node.set(mine("logVar", logVar), mine("u", u));
        return record(node);
    }

    /**
     * The log density of correlated Gaussian variables in nats, with the constant of 2 pi: -1/2 (k
     * log(2 pi) + log |C| + d'C^-1 d), d = x - mu. Since d'C^-1 d = sum d^2 exp(-logVar) + (u'd)^2,
     * it is made of other operations.
     *
     * @param mu the means [batch, dim]
     * @param logVar minus the log of the precision's diagonal part [batch, dim]
     * @param u the direction of the precision's rank-one part [batch, dim]
     * @param x where [batch, dim]
     * @return [batch, 1]
     */
    public Value rankOneLogLikelihood(Value mu, Value logVar, Value u, Value x) {
        Value along = rowSums(multiply(u, subtract(x, mu)));
        Value log = subtract(rankOneLogDeterminant(logVar, u), rowSums(logVar));
        Value correction = add(log, multiply(along, along));
        return combine(gaussianLogLikelihood(mu, logVar, x), 1, correction, -0.5);
    }

    /**
     * KL(N(mu, C) || N(0, I)) in nats, where C is the inverse of the precision diag(exp(-logVar)) +
     * u u': 1/2 (tr C + |mu|^2 - dim - log |C|).
     *
     * @param mu the means [batch, dim]
     * @param logVar minus the log of the precision's diagonal part [batch, dim]
     * @param u the direction of the precision's rank-one part [batch, dim]
     * @return [batch, 1]
     */
    public Value rankOneKl(Value mu, Value logVar, Value u) {
        RankOneKl node = node(RankOneKl.class, RankOneKl::new);
        node.set(mine("mu", mu), mine("logVar", logVar), mine("u", u));
        return record(node);
    }

    // ---- the Indian buffet: sticks in logarithms, relaxed coins

    /**
     * The log of a Kumaraswamy draw made differentiable: log(1 - exp(-e / b)) / a, which is finite
     * where the draw itself would underflow (Nalisnick and Smyth 2017, arXiv:1605.06197). No
     * gradient reaches the noise.
     *
     * @param logA the logs of the first shapes [rows, n]
     * @param logB the logs of the second shapes [rows, n]
     * @param noise draws e of the exponential distribution with mean 1, positive [rows, n]
     * @return log nu [rows, n], at most 0
     */
    public Value kumaraswamyLogSample(Value logA, Value logB, Value noise) {
        KumaraswamyLogSample node = node(KumaraswamyLogSample.class, KumaraswamyLogSample::new);
        node.set(mine("logA", logA), mine("logB", logB), mine("noise", noise));
        return record(node);
    }

    /**
     * KL(Kumaraswamy(a, b) || Beta(alpha, 1)) of every element, in nats: exact, for with a second
     * shape of 1 the infinite sum of the general formula drops out.
     *
     * @param logA the logs of the first shapes [rows, n]
     * @param logB the logs of the second shapes [rows, n]
     * @param alpha the concentration of the buffet, positive
     * @return [rows, n]
     * @throws IllegalArgumentException if alpha is not positive and finite
     */
    public Value kumaraswamyKl(Value logA, Value logB, double alpha) {
        KumaraswamyKl node = node(KumaraswamyKl.class, KumaraswamyKl::new);
        node.set(mine("logA", logA), mine("logB", logB), alpha);
        return record(node);
    }

    /**
     * The running sums of each row: from the logs of the pieces of a broken stick, log nu_k, the
     * logs of its lengths, log pi_k = log nu_1 + ... + log nu_k.
     *
     * @param x [rows, n]
     * @return [rows, n]
     */
    public Value cumulativeSums(Value x) {
        CumulativeSums node = node(CumulativeSums.class, CumulativeSums::new);
        node.set(mine("x", x));
        return record(node);
    }

    /**
     * The log odds log(p / (1 - p)) of probabilities given by their logs, exact where p underflows.
     * Above log p = -2^-23, where 1 - p is below what a float can tell, they count as 16.
     *
     * @param logP log p, at most 0
     * @return the shape of logP
     */
    public Value logitOfLog(Value logP) {
        LogitOfLog node = node(LogitOfLog.class, LogitOfLog::new);
        node.set(mine("logP", logP));
        return record(node);
    }

    /**
     * The log odds of a relaxed coin made differentiable: y = (logit + noise) / temperature. Its
     * sigmoid is the binary Concrete draw (Maddison, Mnih and Teh 2017, arXiv:1611.00712, appendix
     * B), and its sign is the coin's face.
     *
     * @param logit the coins' log odds [rows, n]
     * @param noise draws from the logistic distribution [rows, n]
     * @param temperature positive
     * @return y [rows, n]
     * @throws IllegalArgumentException if the temperature is not positive and finite
     */
    public Value binaryConcrete(Value logit, Value noise, double temperature) {
        Check.positive("binaryConcrete: temperature", temperature);
        return combine(logit, 1 / temperature, noise, 1 / temperature);
    }

    /**
     * The log density of each relaxed coin's log odds y, in nats per unit of y: log temperature + t
     * - 2 log(1 + exp(t)) with t = logit - temperature y. Of two such densities at the same y the
     * difference is that of the densities of the draw itself.
     *
     * @param logit the coins' log odds [rows, n]
     * @param temperature positive
     * @param y where [rows, n]
     * @return [rows, n]
     * @throws IllegalArgumentException if the temperature is not positive and finite
     */
    public Value binaryConcreteLogDensity(Value logit, double temperature, Value y) {
        Check.positive("binaryConcreteLogDensity: temperature", temperature);
        Value t = combine(logit, 1, y, -temperature);
        Value folded = combine(t, 1, activate(t, Activation.SOFTPLUS), -2);
        return affine(folded, 1, Math.log(temperature));
    }

    /**
     * KL(Bernoulli(logit) || Bernoulli(prior)) of every element, in nats: p (l - l0) - log(1 +
     * exp(l)) + log(1 + exp(l0)), where p is the sigmoid of l.
     *
     * @param logit the log odds l of the coins that are drawn from [rows, n]
     * @param prior the log odds l0 of the coins that stand for them [rows, n]
     * @return [rows, n]
     */
    public Value bernoulliKl(Value logit, Value prior) {
        Value expected = multiply(activate(logit, Activation.SIGMOID), subtract(logit, prior));
        Value normalisers =
                subtract(
                        activate(logit, Activation.SOFTPLUS), activate(prior, Activation.SOFTPLUS));
        return subtract(expected, normalisers);
    }

    // ---- errors

    /**
     * The squared error (y - x)^2, summed over each row.
     *
     * @param y a prediction [batch, dim]
     * @param x the data [batch, dim]
     * @return [batch, 1]
     */
    public Value squaredError(Value y, INDArray x) {
        return squaredError(y, constant(x));
    }

    /**
     * The squared error (y - x)^2, summed over each row.
     *
     * @param y a prediction [batch, dim]
     * @param x the data [batch, dim]
     * @return [batch, 1]
     */
    public Value squaredError(Value y, Value x) {
        SquaredError node = node(SquaredError.class, SquaredError::new);
        node.set(mine("y", y), mine("x", x));
        return record(node);
    }
}
