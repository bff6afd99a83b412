package org.elbo.reproduce;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.elbo.internal.Check;

/** A command line: the name of an experiment, then options with their values. */
final class Arguments {
    /** Each option and what it takes. */
    static final Map<String, String> OPTIONS =
            new TreeMap<>(
                    Map.of(
                            "--seed", "a whole number, 1 unless given",
                            "--epochs", "how often each model visits its data",
                            "--images",
                                    "use only so many images of each set, to try it out; needs --results",
                            "--only",
                                    "a regular expression: only the settings in which it is found, and those that they build on",
                            "--checkpoint",
                                    "the folder of the checkpoint, target/reproduce unless given",
                            "--results", "the folder of the results, data/results unless given"));

    private final String name;
    private final Map<String, String> values = new HashMap<>();

    private Arguments(String name) {
        this.name = name;
    }

    static Arguments of(String... words) {
        Arguments arguments = new Arguments(words[0]);
        for (int i = 1; i < words.length; i += 2) {
            Check.that(
                    OPTIONS.containsKey(words[i]),
                    "there is no option '%s', only %s",
                    words[i],
                    String.join(", ", OPTIONS.keySet()));
            Check.that(i + 1 < words.length, "the option %s needs a value", words[i]);
            arguments.values.put(words[i], words[i + 1]);
        }
        return arguments;
    }

    Experiment experiment(List<Experiment> all) {
        return all.stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no experiment '"
                                                + name
                                                + "', only "
                                                + String.join(
                                                        ", ",
                                                        all.stream()
                                                                .map(Experiment::name)
                                                                .toList())));
    }

    Options options(int epochs) {
        Check.that(
                !values.containsKey("--images") || values.containsKey("--results"),
                "--images shortens the data, so its results do not belong into data/results: name"
                        + " another folder with --results");
        return new Options(
                number("--seed", 1, Long.MAX_VALUE),
                (int) number("--epochs", epochs, Integer.MAX_VALUE),
                (int) number("--images", Integer.MAX_VALUE, Integer.MAX_VALUE),
                values.getOrDefault("--only", ""));
    }

    private long number(String option, long otherwise, long most) {
        String text = values.getOrDefault(option, Long.toString(otherwise));
        try {
            long number = Long.parseLong(text);
            Check.that(number <= most, "%s is %d but must be at most %d", option, number, most);
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    option + " is '" + text + "' but must be a whole number", e);
        }
    }

    Path folder(String option, Supplier<Path> otherwise) {
        String text = values.get(option);
        return text == null ? otherwise.get() : Path.of(text);
    }
}
