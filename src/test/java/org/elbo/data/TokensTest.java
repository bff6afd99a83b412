package org.elbo.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text to tokens, and what hostile text becomes. */
class TokensTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "The cat sat, there.| the cat sat there",
                "she's well-known| she 's well-known",
                "Don't; can't!| do n't ca n't",
                "They shouldn't've| they should n't 've",
                "the students' books -- all 12 of them| the students books all 12 of them",
                "'quoted' words-| quoted words",
                "o'clock rock'n'roll| o'clock rock'n'roll",
                "ÉCOLE naïve straße| école naïve straße"
            })
    void textIsCutAsDocumented(String text, String tokens) {
        assertEquals(tokens, String.join(" ", Tokens.of(text)));
    }

    @Test
    void tokensOfTokensAreTheSame() {
        String text =
                "She'd've said: \"it's John's, isn't it?\" -- at 5 o'clock, you know-it-all's";
        List<String> tokens = Tokens.of(text);
        assertEquals(tokens, Tokens.of(String.join(" ", tokens)));
        assertEquals(tokens, Tokens.of(Tokens.text(tokens)));
        assertEquals("it's not john's", Tokens.text(Tokens.of("It's not John's!")));
    }

    @Test
    void everythingElsePartsTokens() {
        assertEquals(List.of("a", "b", "c", "d"), Tokens.of("\uFEFFa\u0000b\tc\u001b\r\nd\u2028"));
        assertEquals(List.of("a", "b"), Tokens.of("a\ud83d b"), "half of a character");
        assertEquals(List.of("cat"), Tokens.of("\ud83d\ude38 cat \ud83d\ude38"));
        assertEquals(Tokens.of("don't"), Tokens.of("don\u2019t"));
        assertEquals(Tokens.of("caf\u00e9"), Tokens.of("cafe\u0301"), "two codes for one letter");
        assertEquals(List.of("fi"), Tokens.of("\ufb01"), "ligature");
        assertEquals(List.of("猫が座った"), Tokens.of("猫が座った。"));
        assertEquals(List.of(), Tokens.of(""));
        assertEquals(List.of(), Tokens.of(" .,;--'' \n"));
        String message =
                assertThrows(IllegalArgumentException.class, () -> Tokens.of(null)).getMessage();
        assertTrue(message.contains("null"), message);
    }

    /** Any text: tokens come back from their own line, and have no space in them. */
    @Test
    void noiseIsCutToo() {
        Random rng = new Random(4);
        String letters = "aB'-\u2019 .\u0000\ud83d\u0301n't\u00df\u0130'7";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = rng.nextInt(12); j >= 0; j--) {
                text.append(letters.charAt(rng.nextInt(letters.length())));
            }
            List<String> tokens = Tokens.of(text.toString());
            assertEquals(tokens, Tokens.of(String.join(" ", tokens)), text::toString);
        }
    }

    @Test
    void aVeryLongTextIsNoTrouble() {
        assertEquals(1, Tokens.of("a-".repeat(500_000)).size());
        assertEquals(500_000, Tokens.of("a ".repeat(500_000)).size());
        assertEquals(500_001, Tokens.of("a" + "'s".repeat(500_000)).size());
    }
}
