// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.index.TokenRules;
import java.util.Collections;
import java.util.List;

/** The terms occur one directly after the other. */
final class PhrasePattern implements TextPattern {
  private final List<String> terms;
  private final TokenRules rules;

  PhrasePattern(List<String> terms, TokenRules rules) {
    this.terms = List.copyOf(terms);
    this.rules = rules;
  }

  @Override
  public boolean matches(String value) {
    return !terms.isEmpty() && Collections.indexOfSubList(rules.tokens(value), terms) >= 0;
  }

  @Override
  public List<String> requiredWords() {
    return TermPattern.words(terms, rules);
  }
}
