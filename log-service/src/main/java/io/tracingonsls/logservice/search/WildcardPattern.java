// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.index.TokenRules;
import java.util.List;

/** All parts occur; in each, {@code *} stands for any run of characters of one term and {@code ?} for one. */
final class WildcardPattern implements TextPattern {
  private final List<String> parts;
  private final TokenRules rules;

  private WildcardPattern(List<String> parts, TokenRules rules) {
    this.parts = List.copyOf(parts);
    this.rules = rules;
  }

  /** Cuts the pattern at the separators of {@code rules}; the wildcards themselves never separate. */
  static WildcardPattern of(String pattern, TokenRules rules) {
    StringBuilder separators = new StringBuilder();
    rules
        .separators()
        .chars()
        .filter(c -> c != '*' && c != '?')
        .forEach(c -> separators.append((char) c));
    TokenRules cut = new TokenRules(separators.toString(), rules.caseSensitive(), rules.chinese());
    return new WildcardPattern(cut.tokens(pattern), rules);
  }

  @Override
  public boolean matches(String value) {
    List<String> terms = rules.tokens(value);
    for (String part : parts) {
      if (terms.stream().noneMatch(term -> glob(part, term))) {
        return false;
      }
    }
    return !parts.isEmpty();
  }

  /** Linear-time matching with one point to come back to: the last star. */
  static boolean glob(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      char c = p < pattern.length() ? pattern.charAt(p) : 0;
      if (c == '*' && p < pattern.length()) {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && (c == '?' || c == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
