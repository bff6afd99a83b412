package org.elbo.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Makes {@code data/sentences} from the quoted examples in the data files of WordNet 3.0; {@code
 * data/sentences/ORIGIN.md} tells how to run it.
 */
final class MakeSentences {
    static final int SHORTEST = 4;
    private static final int MOST_FREQUENT = 6_000;
    private static final int HELD_OUT = 1_000;

    /** Candidates for validation and test; not all of their words are in the training set. */
    private static final int CANDIDATES = 2_400;

    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    /** Dialogue, lists, figures and insertions, which are no sentence once their marks are gone. */
    private static final Pattern NO_PLAIN_SENTENCE =
            Pattern.compile("[\\d;:()\\[\\]`_]|\\.\\.|--| -|- ");

    /** Samples of models are shown in class: no killing, no sex, nothing about peoples. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    ("breast chinese damn drunk gay hell hitler immigrants indian indians islam islamic"
                                    + " japanese jewish kill killed killer killing kills mexican murder"
                                    + " murdered murderer murderers murders muslim naked nazi nazis"
                                    + " queer retarded sex sexes sexual slave slavery slaves suicide")
                            .split(" "));

    /** A phrase that ends so is torn. */
    private static final Set<String> NO_LAST_WORD = Set.of("a", "an", "and", "of", "or", "the");

    private MakeSentences() {}

    /**
     * Writes the three files.
     *
     * @param args the folder of WordNet's data files, and the folder to write to
     * @throws IOException if one cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String part : List.of("noun", "verb", "adj", "adv")) {
            lines.addAll(Files.readAllLines(Path.of(args[0], "data." + part)));
        }
        List<String> all = shuffled(plain(examples(lines)));
        List<String> train = all.subList(CANDIDATES, all.size());
        Vocabulary words = Vocabulary.mostFrequent(train, MOST_FREQUENT);
        List<String> held = known(all.subList(0, CANDIDATES), words);
        Path folder = Path.of(args[1]);
        write(folder.resolve("train.txt.gz"), train);
        write(folder.resolve("validation.txt.gz"), held.subList(0, HELD_OUT));
        write(folder.resolve("test.txt.gz"), held.subList(HELD_OUT, 2 * HELD_OUT));
    }

    private static List<String> known(List<String> sentences, Vocabulary words) {
        return sentences.stream()
                .filter(s -> Arrays.stream(words.ids(s)).noneMatch(id -> id == Vocabulary.UNKNOWN))
                .collect(Collectors.toList());
    }

    /**
     * The quoted examples in the glosses; a gloss follows a bar, the licence starts with spaces.
     */
    static List<String> examples(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("  "))
                .flatMap(line -> QUOTED.matcher(line.substring(line.indexOf(" | "))).results())
                .map(quoted -> quoted.group(1))
                .collect(Collectors.toList());
    }

    /** Plain sentences of frequent words, in the alphabet's order, each once. */
    static Set<String> plain(List<String> examples) {
        Vocabulary frequent =
                Vocabulary.mostFrequent(List.copyOf(new TreeSet<>(examples)), MOST_FREQUENT);
        Set<String> plain =
                examples.stream()
                        .filter(example -> !NO_PLAIN_SENTENCE.matcher(example).find())
                        .map(Tokens::of)
                        .filter(t -> t.size() >= SHORTEST && t.size() <= WordNetSentences.LONGEST)
                        .filter(t -> t.stream().noneMatch(LEFT_OUT::contains))
                        .filter(t -> !NO_LAST_WORD.contains(t.get(t.size() - 1)))
                        .map(t -> String.join(" ", t))
                        .collect(Collectors.toCollection(TreeSet::new));
        return new TreeSet<>(known(List.copyOf(plain), frequent));
    }

    private static List<String> shuffled(Set<String> sentences) {
        List<String> inOrder = List.copyOf(sentences);
        Batches order = Batches.of(inOrder.size(), 1);
        order.shuffle(new SplittableRandom(1));
        return Arrays.stream(order.order()).mapToObj(inOrder::get).collect(Collectors.toList());
    }

    private static void write(Path file, List<String> lines) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
