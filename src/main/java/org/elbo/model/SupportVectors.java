package org.elbo.model;

import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;
import org.elbo.internal.Check;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A support vector machine with the kernel exp(-gamma |a - b|^2), one for each pair of classes,
 * which vote (Cortes and Vapnik 1995; computed by LIBSVM, Chang and Lin 2011). It uses labelled
 * data only; the transductive one of Kingma et al. (2014) looks at the unlabelled data as well.
 */
public final class SupportVectors implements Classifier {
    private static final int CACHE_MEGABYTES = 50;
    private static final double TOLERANCE = 1e-3;

    static {
        svm.svm_set_print_string_function(text -> {}); // it would print to the page
    }

    private final svm_model model;
    private final int dimension;

    private SupportVectors(svm_model model, int dimension) {
        this.model = model;
        this.dimension = dimension;
    }

    /**
     * Finds the support vectors with a penalty of 10 and a kernel as wide as the data: gamma is 1
     * over their variance, summed over all dimensions.
     *
     * @param x data [rows, dimension]
     * @param labels the class of each row, from 0 on
     * @param classes the number of classes
     * @return a classifier
     * @throws IllegalArgumentException as {@link #of(INDArray, int[], int, double, double)}, or if
     *     all rows are the same
     */
    public static SupportVectors of(INDArray x, int[] labels, int classes) {
        double variance = x.var(false, 0).sumNumber().doubleValue();
        Check.that(variance > 0, "x has the variance %s: its rows must differ", variance);
        return of(x, labels, classes, 10, 1 / variance);
    }

    /**
     * Finds the support vectors.
     *
     * @param x data [rows, dimension]
     * @param labels the class of each row, from 0 on
     * @param classes the number of classes
     * @param penalty what a datum on the wrong side costs, C in the literature
     * @param gamma the kernel's width, 1 / (2 sigma^2)
     * @return a classifier
     * @throws IllegalArgumentException if a label is outside the classes, the numbers of rows and
     *     labels differ, a number of the data is infinite or NaN, or penalty or gamma is not
     *     positive
     */
    public static SupportVectors of(
            INDArray x, int[] labels, int classes, double penalty, double gamma) {
        Classifier.checkLabels(x, labels, classes);
        svm_problem problem = new svm_problem();
        problem.l = labels.length;
        problem.x = new svm_node[labels.length][];
        problem.y = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            problem.x[i] = nodes(x.getRow(i));
            problem.y[i] = labels[i];
        }
        return new SupportVectors(svm.svm_train(problem, parameters(penalty, gamma)), x.columns());
    }

    private static svm_parameter parameters(double penalty, double gamma) {
        svm_parameter parameters = new svm_parameter();
        parameters.svm_type = svm_parameter.C_SVC;
        parameters.kernel_type = svm_parameter.RBF;
        parameters.C = Check.positive("penalty", penalty);
        parameters.gamma = Check.positive("gamma", gamma);
        parameters.eps = TOLERANCE;
        parameters.cache_size = CACHE_MEGABYTES;
        parameters.shrinking = 1;
        return parameters;
    }

    private static svm_node[] nodes(INDArray row) {
        double[] numbers = Check.finite("x", row.toDoubleVector());
        svm_node[] nodes = new svm_node[numbers.length];
        for (int j = 0; j < nodes.length; j++) {
            nodes[j] = new svm_node();
            nodes[j].index = j + 1;
            nodes[j].value = numbers[j];
        }
        return nodes;
    }

    @Override
    public int[] classesOf(INDArray x) {
        Networks.columnsChecked("x", x, dimension);
        int[] told = new int[Math.toIntExact(x.size(0))];
        for (int i = 0; i < told.length; i++) {
            Networks.stopIfInterrupted(i, told.length);
            told[i] = (int) svm.svm_predict(model, nodes(x.getRow(i)));
        }
        return told;
    }

    @Override
    public String toString() {
        return model.l + " support vectors";
    }
}
