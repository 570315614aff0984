// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

/**
 * Folds case one UTF-16 unit at a time, so that a folded text keeps its length and positions. A character outside ASCII never
 * folds into ASCII, so that ASCII terms can be compared as bytes.
 */
public final class CaseFolding {
  private CaseFolding() {}

  /** Lower case of {@code text}; the same object when nothing changes. Independent of the locale. */
  public static String fold(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (fold(text.charAt(i)) != text.charAt(i)) {
        return foldFrom(text, i);
      }
    }
    return text;
  }

  private static String foldFrom(String text, int first) {
    char[] folded = text.toCharArray();
    for (int i = first; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new String(folded);
  }

  /** Lower case of one character. */
  public static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
    char folded = Character.toLowerCase(c);
    return folded < 128 ? c : folded;
  }
}
