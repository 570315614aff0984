// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.index.TokenRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** All terms occur in the value, in any order. Compares bytes where everything involved is ASCII. */
final class TermPattern implements TextPattern {
  private final List<String> terms;
  private final TokenRules rules;
  private final byte[][] asciiTerms;
  private final boolean bytewise;
  private final List<String> words;

  private TermPattern(List<String> terms, TokenRules rules) {
    this.terms = terms;
    this.rules = rules;
    this.bytewise = !rules.chinese()
        && isAscii(rules.separators())
        && terms.stream().allMatch(TermPattern::isAscii);
    this.asciiTerms = new byte[terms.size()][];
    for (int i = 0; i < asciiTerms.length; i++) {
      asciiTerms[i] = terms.get(i).getBytes(StandardCharsets.UTF_8);
    }
    this.words = words(terms, rules);
  }

  static TextPattern of(List<String> terms, TokenRules rules) {
    return new TermPattern(List.copyOf(terms), rules);
  }

  @Override
  public boolean matches(String value) {
    String text = rules.fold(value);
    for (String term : terms) {
      if (!hasTerm(text, term)) {
        return false;
      }
    }
    return !terms.isEmpty();
  }

  private boolean hasTerm(String text, String term) {
    for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
      if (rules.isTerm(text, at, at + term.length())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean matches(byte[] bytes, int length) {
    if (!bytewise) {
      return TextPattern.super.matches(bytes, length);
    }
    for (byte[] term : asciiTerms) {
      if (!hasTerm(bytes, length, term)) {
        return false;
      }
    }
    return asciiTerms.length > 0;
  }

  private boolean hasTerm(byte[] bytes, int length, byte[] term) {
    int last = length - term.length;
    byte first = term[0];
    boolean fold = !rules.caseSensitive();
    for (int at = 0; at <= last; at++) {
      byte b = bytes[at];
      if ((fold ? fold(b) : b) == first
          && (at == 0 || separates(bytes[at - 1]))
          && (at == last || separates(bytes[at + term.length]))
          && same(bytes, at, term, fold)) {
        return true;
      }
    }
    return false;
  }

  private boolean separates(byte b) {
    return b >= 0 && rules.isSeparator((char) b);
  }

  private static boolean same(byte[] bytes, int at, byte[] term, boolean fold) {
    for (int i = 1; i < term.length; i++) {
      byte b = bytes[at + i];
      if ((fold ? fold(b) : b) != term[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte fold(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }

  @Override
  public List<String> requiredWords() {
    return words;
  }

  /** Runs of ASCII letters and digits; nothing when such characters are separators themselves. */
  static List<String> words(List<String> terms, TokenRules rules) {
    for (int i = 0; i < rules.separators().length(); i++) {
      if (isWordCharacter(rules.separators().charAt(i))) {
        return List.of();
      }
    }
    List<String> words = new ArrayList<>();
    for (String term : terms) {
      addRuns(term, words);
    }
    return List.copyOf(words);
  }

  private static void addRuns(String term, List<String> runs) {
    int start = -1;
    for (int i = 0; i <= term.length(); i++) {
      boolean inside = i < term.length() && isWordCharacter(term.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        runs.add(term.substring(start, i));
        start = -1;
      }
    }
  }

  private static boolean isWordCharacter(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
