package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of Kingma, Rezende, Mohamed and Welling (2014) on MNIST: the test error of M1, M2 and
 * M1+M2 with few labels, beside what the labels alone are worth, for five draws of the labels. The
 * interval of the table is that over draws; M1's autoencoder, which needs no labels, is trained
 * once.
 *
 * <p>As in the paper: M1 of 50 latents and two hidden layers of 600 softplus units, M2 on images of
 * 50 latents and one hidden layer, M1+M2 trained on draws of those latents of M1 that are in use,
 * classes summed out. Other than there: far shorter runs at larger learning rates that fall to
 * nought, more labelled data in a batch and other weights on them, rectifiers and ten latents in
 * the M2 of M1+M2, classes whose q(y|x) is small left out of the sum, no weight decay, a support
 * vector machine that does not look at unlabelled data. These choices were made with the last
 * 10,000 training images as validation images; for the table all 60,000 were trained on.
 */
final class SemiSupervisedTable implements Experiment {
    private static final int[] COUNTS = {100, 600, 1000, 3000};
    private static final int DRAWS = 5;

    @Override
    public String name() {
        return "ssl";
    }

    @Override
    public String about() {
        return "Kingma et al. 2014: test error on MNIST with 100 to 3,000 labels, five draws of them";
    }

    @Override
    public int epochs() {
        return 60;
    }

    @Override
    public List<Study<?>> studies(Options options) {
        FewLabels mnist = new FewLabels(options);
        List<Study<?>> studies = new ArrayList<>(List.of(mnist.features()));
        for (int count : COUNTS) {
            for (int draw = 1; draw <= DRAWS; draw++) {
                studies.addAll(new LabelDraw(mnist, count, draw).studies());
            }
        }
        return studies;
    }
}
