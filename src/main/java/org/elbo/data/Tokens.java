package org.elbo.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.elbo.internal.Check;

/**
 * Text cut into tokens: words in small letters, without punctuation.
 *
 * <p>A token is a run of letters and digits; a hyphen or an apostrophe between two of them belongs
 * to it ({@code well-known}). The short forms of English are tokens of their own, as in the Penn
 * Treebank: {@code she's} is {@code she 's}, {@code don't} is {@code do n't}. Everything else
 * (punctuation, control characters, symbols, halves of characters) only parts tokens. Characters
 * that look alike are made one first (Unicode's NFKC; the curved apostrophe becomes straight).
 */
public final class Tokens {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'-]+|['-]{2,}");
    private static final Pattern AT_AN_END = Pattern.compile("^['-]|['-]$");
    private static final Pattern SHORT_FORM =
            Pattern.compile("(?:n't|'(?:s|d|m|ll|re|ve))(?![\\p{L}\\p{M}\\p{N}])");

    private Tokens() {}

    /**
     * The tokens of a text.
     *
     * @param text the text; tokens parted by spaces come back as they are
     * @return the tokens in order, none if the text has no letter and no digit
     * @throws IllegalArgumentException if the text is null
     */
    public static List<String> of(String text) {
        Check.that(text != null, "text is null but must be a sentence");
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u2019', '\'');
        List<String> tokens = new ArrayList<>();
        for (String piece : BETWEEN.split(plain.toLowerCase(Locale.ROOT))) {
            addPiece(piece, tokens);
        }
        return tokens;
    }

    private static void addPiece(String piece, List<String> tokens) {
        Matcher shortForm = SHORT_FORM.matcher(piece);
        int from = 0;
        while (shortForm.find()) {
            addWord(piece.substring(from, shortForm.start()), tokens);
            tokens.add(shortForm.group());
            from = shortForm.end();
        }
        addWord(piece.substring(from), tokens);
    }

    private static void addWord(String rest, List<String> tokens) {
        String word = AT_AN_END.matcher(rest).replaceAll("");
        if (!word.isEmpty()) {
            tokens.add(word);
        }
    }

    /**
     * Tokens as a line to be read, short forms joined to the word before them.
     *
     * @param tokens the tokens
     * @return as in {@code she's not at home}; {@link #of} gives the tokens back
     */
    public static String text(List<String> tokens) {
        StringBuilder text = new StringBuilder();
        for (String token : tokens) {
            boolean joined = text.isEmpty() || SHORT_FORM.matcher(token).matches();
            text.append(joined ? "" : " ").append(token);
        }
        return text.toString();
    }
}
