package org.elbo.reproduce;

import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.elbo.data.Confounded;
import org.elbo.model.LatentFeatures;
import org.elbo.model.LatentGaussian;
import org.elbo.model.LatentUse;
import org.elbo.model.Probe;
import org.elbo.prob.Estimate;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;

/**
 * What a task code and a nuisance code know, by probes that are fitted to data that no model saw
 * and judged on others. Probed are draws of the nuisance code, and of it only the features that are
 * used: what is nothing but noise would hinder the probe, and the more of it the more.
 *
 * <p>The task score is the share of the task above chance that is told right from the task code,
 * less that from the nuisance code; the nuisance score is the mean R^2 of the nuisances from the
 * nuisance code, less that from the task code; the score is the mean of both. Two codes that know
 * the same have 0, perfect ones 1.
 *
 * @param task the task code of data
 * @param nuisance the nuisance code of data with this task code
 */
record TwoCodes(
        Function<Confounded, INDArray> task, BiFunction<Confounded, INDArray, Code> nuisance) {
    /** A nuisance code: the means of its features, and draws of them, both [rows, features]. */
    record Code(INDArray mean, INDArray draws) {
        static Code of(LatentFeatures q, RandomGenerator rng) {
            return new Code(q.mean(), q.sample(rng));
        }

        static Code of(LatentGaussian q, RandomGenerator rng) {
            return new Code(q.mean(), q.sample(rng));
        }

        /** The numbers of the features that tell one datum from another; at least the best. */
        int[] used() {
            LatentUse use = LatentUse.of(new LatentGaussian(mean, mean.like()));
            return Arrays.copyOf(use.mostActive(), Math.max(1, use.activeUnits()));
        }

        INDArray draws(int[] features) {
            long[] columns = Arrays.stream(features).asLongStream().toArray();
            return draws.get(NDArrayIndex.all(), new SpecifiedIndex(columns)).dup('c');
        }
    }

    /** Class and nuisances themselves, the best that there can be. */
    static TwoCodes truth(ConfounderData data) {
        return new TwoCodes(
                Confounded::oneHot,
                (some, c) -> {
                    INDArray z = Nd4j.create(data.nuisances(some)).transpose().dup('c');
                    return new Code(z, z);
                });
    }

    void judge(ConfounderData data, Report report) {
        INDArray c = task.apply(data.fit());
        INDArray cTest = task.apply(data.test());
        Code code = nuisance.apply(data.fit(), c);
        int[] used = code.used();
        INDArray z = code.draws(used).castTo(c.dataType());
        INDArray zTest = nuisance.apply(data.test(), cTest).draws(used).castTo(c.dataType());
        report.add("features used", used.length);
        double ofTask = task(data, c, cTest, "task code", report);
        ofTask -= task(data, z, zTest, "nuisance code", report);
        double ofNuisances = nuisances(data, z, zTest, "nuisance code", report);
        ofNuisances -= nuisances(data, c, cTest, "task code", report);
        nuisances(data, Nd4j.hstack(c, z), Nd4j.hstack(cTest, zTest), "both codes", report);
        double chance = 1.0 / data.test().classes();
        report.add("task score", ofTask / (1 - chance));
        report.add("nuisance score", ofNuisances);
        report.add("score", (ofTask / (1 - chance) + ofNuisances) / 2);
    }

    private static double task(
            ConfounderData data, INDArray fit, INDArray test, String code, Report report) {
        int[] labels = data.fit().labels();
        int[] truth = data.test().labels();
        int classes = data.test().classes();
        Estimate accuracy = Probe.accuracy(fit, labels, test, truth, classes, report.rng());
        report.add("task from " + code, accuracy);
        return accuracy.value();
    }

    /** The mean R^2. */
    private static double nuisances(
            ConfounderData data, INDArray fit, INDArray test, String code, Report report) {
        double[][] values = data.nuisances(data.fit());
        double[][] truth = data.nuisances(data.test());
        double[] shares = Probe.explained(fit, values, test, truth, report.rng());
        double mean = Arrays.stream(shares).average().orElseThrow();
        report.add("nuisances from " + code, mean);
        return mean;
    }
}
