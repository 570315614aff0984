// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.index.TokenRules;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A condition on one text value, ready to be asked for many values. Immutable. */
interface TextPattern {
  /** Whether the value meets the condition. */
  boolean matches(String value);

  /** Whether the UTF-8 value in {@code bytes[0, length)} meets the condition. */
  default boolean matches(byte[] bytes, int length) {
    return matches(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** Words (in the sense of the engine's {@code mayContainWord}) that every matching value holds. */
  default List<String> requiredWords() {
    return List.of();
  }

  /** All terms of {@code text}, in any order. A text without terms (only separators) is met by nothing. */
  static TextPattern allTerms(String text, TokenRules rules) {
    List<String> terms = rules.tokens(text);
    return TermPattern.of(terms, rules);
  }

  /** The terms of {@code text} one after the other. */
  static TextPattern phrase(String text, TokenRules rules) {
    return new PhrasePattern(rules.tokens(text), rules);
  }

  /** All parts of {@code pattern}, each a term or a term with wildcards, in any order. */
  static TextPattern wildcard(String pattern, TokenRules rules) {
    return WildcardPattern.of(pattern, rules);
  }
}
