// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import java.util.Arrays;

/** A {@code like} pattern: {@code %} for any text, {@code _} for one character. Matches in time linear in the text per star. */
final class LikePattern {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final int[] pattern;

  private LikePattern(int[] pattern) {
    this.pattern = pattern;
  }

  /** Parses; {@code escape} is one character, or empty for none. */
  static LikePattern of(String text, String escape) {
    if (escape.codePointCount(0, escape.length()) > 1) {
      throw QueryException.invalid("Escape string must be a single character");
    }
    int escapeCode = escape.isEmpty() ? -3 : escape.codePointAt(0);
    int[] codes = text.codePoints().toArray();
    int[] pattern = new int[codes.length];
    int length = 0;
    for (int i = 0; i < codes.length; i++) {
      int code = codes[i];
      if (code == escapeCode) {
        i++;
        if (i == codes.length || (codes[i] != '%' && codes[i] != '_' && codes[i] != escapeCode)) {
          throw QueryException.invalid(
              "Escape character must be followed by '%', '_' or the escape character itself");
        }
        pattern[length++] = codes[i];
      } else {
        pattern[length++] = code == '%' ? ANY : code == '_' ? ONE : code;
      }
    }
    return new LikePattern(Arrays.copyOf(pattern, length));
  }

  boolean matches(String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      int code = text.codePointAt(t);
      int wanted = p < pattern.length ? pattern[p] : -4;
      if (wanted == ANY) {
        star = p++;
        resume = t;
      } else if (wanted == ONE || wanted == code) {
        p++;
        t += Character.charCount(code);
      } else if (star >= 0) {
        p = star + 1;
        resume += Character.charCount(text.codePointAt(resume));
        t = resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == ANY) {
      p++;
    }
    return p == pattern.length;
  }
}
