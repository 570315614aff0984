// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Patterns with {@code *}, {@code ?} and {@code \}; matched in time linear in pattern times text, never by backtracking. */
final class WildcardPattern {
  private static final int ANY_ONE = -1;
  private static final int ANY_MANY = -2;

  private WildcardPattern() {}

  static Predicate<String> compile(String pattern) {
    List<Integer> symbols = new ArrayList<>(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        symbols.add((int) pattern.charAt(++i));
      } else if (c == '*') {
        symbols.add(ANY_MANY);
      } else {
        symbols.add(c == '?' ? ANY_ONE : c);
      }
    }
    int[] compiled = symbols.stream().mapToInt(Integer::intValue).toArray();
    return text -> matches(compiled, text);
  }

  private static boolean matches(int[] pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length && (pattern[p] == ANY_ONE || pattern[p] == text.charAt(t))) {
        p++;
        t++;
      } else if (p < pattern.length && pattern[p] == ANY_MANY) {
        star = p++;
        resume = t;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == ANY_MANY) {
      p++;
    }
    return p == pattern.length;
  }
}
