package org.elbo.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.elbo.model.Model;
import org.elbo.nn.Optimizer;
import org.elbo.train.Checkpoint;
import org.elbo.train.History;
import org.elbo.train.Progress;
import org.elbo.train.SafeTensors;
import org.elbo.train.TrainingListener;

/**
 * One run of an experiment, from its checkpoint if there is one. After every epoch the checkpoint
 * is written, so that an interruption costs one epoch at most; and since every epoch has its own
 * seed, a run that was interrupted gives exactly the numbers of one that was not.
 */
final class Run {
    private final Options options;
    private final Consumer<String> lines;
    private final Path file;
    private final String identity;
    private final List<Study<?>> studies;
    private Position at;
    private Pace pace;

    /**
     * Reads the checkpoint, if there is one.
     *
     * @param start used if there is none
     */
    Run(Experiment experiment, Options options, Path file, Position start, Consumer<String> lines)
            throws IOException {
        this.options = options;
        this.lines = lines;
        this.file = file;
        this.identity = experiment.name() + " " + options;
        this.at = Files.exists(file) ? resumed(start.commit()) : start;
        this.studies = options.of(experiment.studies(options));
    }

    private Position resumed(String commit) throws IOException {
        try {
            return Position.of(SafeTensors.metadata(file), identity).by(commit);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot go on from " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Trains and measures what is left.
     *
     * @return the rows of the whole run
     * @throws CancellationException if the thread is interrupted
     */
    List<Row> finish() throws IOException {
        pace = new Pace(lines, at.seconds());
        if (at.study() + at.epoch() > 0) {
            lines.accept("Going on from " + file);
        }
        for (int i = 0; i < at.study(); i++) {
            handOn(i, studies.get(i));
        }
        while (at.study() < studies.size()) {
            finish(studies.get(at.study()));
        }
        return at.rows();
    }

    /** Hands on what an earlier session trained. */
    private <M extends Model> void handOn(int number, Study<M> study) throws IOException {
        if (study.isHandedOn()) {
            M model = study.newModel(new SplittableRandom(options.seed()));
            Checkpoint.load(kept(number), model);
            study.handOnModel(model);
        }
    }

    /** The file of a finished study's model, which later ones build on. */
    private Path kept(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** Removes the checkpoint and the models that were kept beside it. */
    void clean() throws IOException {
        Files.delete(file);
        for (int i = 0; i < studies.size(); i++) {
            Files.deleteIfExists(kept(i));
        }
    }

    private <M extends Model> void finish(Study<M> study) throws IOException {
        M model = study.newModel(new SplittableRandom(options.seed()));
        Optimizer optimizer = study.newOptimizer();
        if (at.epoch() > 0) {
            Checkpoint.load(file, model, optimizer);
        }
        int epochs = study.epochs(options.epochs());
        while (at.epoch() < epochs) {
            int epoch = at.epoch() + 1;
            train(study, model, optimizer, epoch);
            boolean point = epoch == epochs || isPoint(epoch);
            List<Row> rows = measure(study, model, point ? study.curve() : null, epoch);
            Position next = at.afterEpoch(pace.seconds(), rows);
            Checkpoint.save(file, model, optimizer, next.metadata(identity));
            at = next;
        }
        List<Row> rows = measure(study, model, study.end(), epochs);
        if (study.isHandedOn()) {
            Checkpoint.save(kept(at.study()), model);
            study.handOnModel(model);
        }
        Position next = at.afterStudy(pace.seconds(), rows);
        SafeTensors.write(file, Map.of(), next.metadata(identity));
        at = next;
    }

    /** About six epochs for each factor of ten, evenly spread on a logarithmic axis. */
    static boolean isPoint(int epoch) {
        return epoch == 1
                || Math.floor(6 * Math.log10(epoch)) > Math.floor(6 * Math.log10(epoch - 1));
    }

    private <M extends Model> void train(Study<M> study, M model, Optimizer optimizer, int epoch) {
        History history =
                study.trainer(model, optimizer, epoch)
                        .seed(seedOf(epoch))
                        .listen(telling(study, epoch))
                        .fit(study.data());
        if (history.interrupted()) {
            throw new CancellationException("interrupted in epoch " + epoch);
        }
    }

    /** The epoch's number in the stream of the run's seed. */
    private long seedOf(int epoch) {
        return new SplittableRandom(options.seed()).longs().skip(epoch).findFirst().orElseThrow();
    }

    private TrainingListener telling(Study<?> study, int epoch) {
        return new TrainingListener() {
            @Override
            public void onStep(Progress progress, History history) {
                double done = work(at.study()) + study.cost() * (epoch - 1 + progress.fraction());
                pace.show(
                        String.format(
                                Locale.ROOT,
                                "%s: epoch %d/%d, loss %.2f",
                                title(study),
                                epoch,
                                study.epochs(options.epochs()),
                                progress.loss()),
                        done / work(studies.size()));
            }
        };
    }

    private String title(Study<?> study) {
        return study.setting() + " (" + (at.study() + 1) + " of " + studies.size() + ")";
    }

    /** The cost of all epochs of the first studies. */
    private double work(int count) {
        return studies.stream()
                .limit(count)
                .mapToDouble(s -> s.cost() * s.epochs(options.epochs()))
                .sum();
    }

    private <M extends Model> List<Row> measure(
            Study<M> study, M model, Judge<M> judge, int epoch) {
        if (judge == null) {
            return List.of();
        }
        Report report = new Report(options.seed(), lines);
        lines.accept(title(study) + ": after epoch " + epoch);
        judge.judge(model, report);
        double minutes = (pace.seconds() - at.before()) / 60;
        boolean last = epoch == study.epochs(options.epochs());
        return report.measures().stream().map(m -> row(study, m, epoch, minutes, last)).toList();
    }

    /** The paper's number stands only where it is to be compared: at the end. */
    private Row row(Study<?> study, Report.Measure m, int epoch, double minutes, boolean last) {
        return new Row(
                at.run(),
                study.setting(),
                m.metric(),
                last ? m.paper() : Double.NaN,
                last ? m.source() : "",
                m.ours().value(),
                m.ours().standardError(),
                options.seed(),
                study.visits(epoch),
                minutes,
                at.commit());
    }

    /** Where a run stands that was interrupted. */
    @Override
    public String toString() {
        return at.study() == studies.size()
                ? "all is measured"
                : "epoch " + at.epoch() + " of " + title(studies.get(at.study()));
    }
}
