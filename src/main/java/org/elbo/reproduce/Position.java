package org.elbo.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.elbo.internal.Check;

/**
 * Where a run stands, as its checkpoint keeps it beside the arrays. There is no state of a random
 * generator in it: each epoch has a seed of its own, derived from the run's.
 *
 * @param study how many studies are done
 * @param epoch how many epochs of the next one are done
 * @param before the seconds spent on the finished studies
 * @param seconds the seconds spent in all
 * @param run when the run was started
 * @param commit the program that did it, or those
 * @param rows what has been measured
 */
record Position(
        int study,
        int epoch,
        double before,
        double seconds,
        String run,
        String commit,
        List<Row> rows) {

    static Position start(String run, String commit) {
        return new Position(0, 0, 0, 0, run, commit, List.of());
    }

    Position afterEpoch(double now, List<Row> more) {
        return new Position(study, epoch + 1, before, now, run, commit, joined(more));
    }

    Position afterStudy(double now, List<Row> more) {
        return new Position(study + 1, 0, now, now, run, commit, joined(more));
    }

    private List<Row> joined(List<Row> more) {
        List<Row> all = new ArrayList<>(rows);
        all.addAll(more);
        return all;
    }

    /** The same, gone on with by a program that may be another one. */
    Position by(String program) {
        String both = commit.endsWith(program) ? commit : commit + " then " + program;
        return new Position(study, epoch, before, seconds, run, both, rows);
    }

    Map<String, String> metadata(String identity) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("identity", identity);
        texts.put("study", Integer.toString(study));
        texts.put("epoch", Integer.toString(epoch));
        texts.put("before", Double.toString(before));
        texts.put("seconds", Double.toString(seconds));
        texts.put("run", run);
        texts.put("commit", commit);
        texts.put("rows", Results.text(rows));
        return texts;
    }

    static Position of(Map<String, String> texts, String identity) {
        String found = texts.get("identity");
        Check.that(
                identity.equals(found),
                "it is of the run '%s' but asked for is '%s': ask for that one, or remove the file",
                found,
                identity);
        return new Position(
                Integer.parseInt(texts.get("study")),
                Integer.parseInt(texts.get("epoch")),
                Double.parseDouble(texts.get("before")),
                Double.parseDouble(texts.get("seconds")),
                texts.get("run"),
                texts.get("commit"),
                Results.parse(texts.get("rows")));
    }
}
