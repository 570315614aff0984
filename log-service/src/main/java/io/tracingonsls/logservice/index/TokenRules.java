// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a text is cut into terms: the separator characters, whether case matters, and whether Chinese characters are
 * words of their own. Without separators the whole value is one term. Immutable.
 */
public final class TokenRules {
  /** Separators the console proposes. */
  public static final String DEFAULT_SEPARATORS = ", '\";=()[]{}?@&<>/:\n\t\r";

  /** The whole value is one term and case matters: the rule for {@code __topic__} and {@code __source__}. */
  public static final TokenRules EXACT = new TokenRules("", true, false);

  private final String separators;
  private final boolean caseSensitive;
  private final boolean chinese;
  private final boolean[] asciiSeparator = new boolean[128];
  private final boolean wideSeparators;

  public TokenRules(String separators, boolean caseSensitive, boolean chinese) {
    this.separators = separators;
    this.caseSensitive = caseSensitive;
    this.chinese = chinese;
    boolean wide = false;
    for (int i = 0; i < separators.length(); i++) {
      char c = separators.charAt(i);
      if (c < 128) {
        asciiSeparator[c] = true;
      } else {
        wide = true;
      }
    }
    this.wideSeparators = wide;
  }

  /** Rules as an index configuration lists them: every string of {@code token} is one or more separators. */
  public static TokenRules of(List<String> token, boolean caseSensitive, boolean chinese) {
    return new TokenRules(String.join("", token), caseSensitive, chinese);
  }

  /** The separator characters, in the order given. */
  public String separators() {
    return separators;
  }

  public boolean caseSensitive() {
    return caseSensitive;
  }

  public boolean chinese() {
    return chinese;
  }

  /** Whether a value is one single term. */
  public boolean wholeValue() {
    return separators.isEmpty() && !chinese;
  }

  public boolean isSeparator(char c) {
    return c < 128 ? asciiSeparator[c] : wideSeparators && separators.indexOf(c) >= 0;
  }

  /** The terms of {@code value}, case folded when case does not matter. An empty value has no terms. */
  public List<String> tokens(String value) {
    List<String> tokens = new ArrayList<>();
    String text = fold(value);
    int at = 0;
    while ((at = next(text, at)) >= 0) {
      int end = end(text, at);
      tokens.add(text.substring(at, end));
      at = end;
    }
    return tokens;
  }

  /** {@code value} with case folded when case does not matter, else {@code value} itself. */
  public String fold(String value) {
    return caseSensitive ? value : CaseFolding.fold(value);
  }

  /** Start of the first term at or after {@code from} in an already folded text, or -1. */
  public int next(CharSequence text, int from) {
    int at = from;
    while (at < text.length() && isSeparator(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? at : -1;
  }

  /** End (exclusive) of the term that starts at {@code start}. */
  public int end(CharSequence text, int start) {
    if (chinese && isChinese(text.charAt(start))) {
      return start + 1;
    }
    int at = start + 1;
    while (at < text.length()
        && !isSeparator(text.charAt(at))
        && !(chinese && isChinese(text.charAt(at)))) {
      at++;
    }
    return at;
  }

  /** Whether {@code text[start, end)} is exactly one term: bounded by separators or by the ends of the text. */
  public boolean isTerm(CharSequence text, int start, int end) {
    if (start >= end) {
      return false;
    }
    boolean starts = start == 0 || boundary(text.charAt(start - 1)) || boundary(text.charAt(start));
    boolean ends =
        end == text.length() || boundary(text.charAt(end)) || boundary(text.charAt(end - 1));
    return starts && ends;
  }

  private boolean boundary(char c) {
    return isSeparator(c) || (chinese && isChinese(c));
  }

  private static boolean isChinese(char c) {
    return c >= 0x2E80 && Character.isIdeographic(c);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenRules that
        && separators.equals(that.separators)
        && caseSensitive == that.caseSensitive
        && chinese == that.chinese;
  }

  @Override
  public int hashCode() {
    return Objects.hash(separators, caseSensitive, chinese);
  }

  @Override
  public String toString() {
    return "TokenRules[separators=" + separators + ", caseSensitive=" + caseSensitive + ", chinese="
        + chinese + "]";
  }
}
