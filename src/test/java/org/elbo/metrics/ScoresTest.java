package org.elbo.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoresTest {
    private static Scores of(Representation r) {
        return Scores.of(r, new SplittableRandom(3));
    }

    @Test
    void theFactorsThemselvesScoreOneByEveryMeasure() {
        Scores scores = of(Representation.ofFactors(5, 16, 16));
        assertEquals(7, scores.measures().size());
        for (String measure : scores.measures()) {
            assertTrue(scores.score(measure) >= 0.99, scores.toString());
        }
    }

    /**
     * An eighth of a turn: chance for the classifiers, no gap for the rest, all still predicted.
     */
    @Test
    void anEighthOfATurnRuinsEveryMeasureButInformativeness() {
        Scores scores = of(Known.rotation(9, Math.PI / 4));
        for (String measure : List.of("Higgins", "FactorVAE")) {
            assertEquals(0.5, scores.score(measure), 0.05);
        }
        for (String measure : List.of("SAP", "DCI, D", "DCI, C")) {
            assertEquals(0, scores.score(measure), 1e-9);
        }
        assertEquals(0, scores.score("MIG"), 0.02);
        assertTrue(scores.score("DCI, I") > 0.99);
    }

    @Test
    void unknownMeasuresAreRefused() {
        Scores scores = of(Representation.ofFactors(2, 3));
        assertThrows(IllegalArgumentException.class, () -> scores.score("DCI"));
    }
}
