package org.elbo.prob;

import java.util.List;

/**
 * One step of a grammar's story.
 *
 * @param factor the factor that it draws; null if it writes a word
 * @param rule the chances, given factors
 * @param given the factors that the rule reads
 */
record GrammarStep(String factor, Grammar.Rule rule, List<String> given) {
    boolean writes() {
        return factor == null;
    }

    /** The chances; the rule sees nothing but what it was said to read. */
    Choice choice(Grammar.Factors factors) {
        return rule.choice(factors.only(given));
    }
}
