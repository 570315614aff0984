// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import java.util.List;
import java.util.SplittableRandom;

/** Texts as users never would, and attackers and other languages do, write them. All are valid Unicode. Not thread-safe. */
public final class SeededTexts {
  /** Texts that mean something to a query language, a file format or a terminal; each must survive as itself. */
  public static final List<String> HOSTILE = List.of(
      "",
      " ",
      "\"",
      "'",
      "\\",
      "\\\"",
      "a\"b",
      "it's",
      "a\\",
      "%",
      "100%",
      "_",
      "*",
      "?",
      "a*b?c",
      "a:b",
      "a=b",
      "a=b=c",
      "/",
      "a/b c",
      "|",
      "* | select 1",
      "\" or \"\" : \"",
      "') or 1=1 --",
      "and",
      "not",
      "NULL",
      "null",
      "true",
      "{}",
      "[1,2]",
      "{\"a\":{\"b\":1}}",
      "(a) and not (b)",
      "a\nb",
      "a\r\nb",
      "\t",
      "\u0000",
      "a\u0000b",
      "\u0001\u001f\u007f",
      "\u2028\u2029",
      "\uFEFFbom",
      "</script><script>alert(1)</script>",
      "<b>&amp;",
      "${jndi:ldap://x}",
      "../../etc/passwd",
      "用户服务",
      "日本語テキスト",
      "Ωμέγα",
      "İstanbul ıI",
      "e\u0301 é",
      "👩\u200D👩\u200D👧 \uD83D\uDE00",
      "\uFFFD",
      "עברית",
      "UPPER lower",
      "0",
      "-1",
      "1e5",
      "007",
      "NaN",
      "9223372036854775808");

  private static final String WORD_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int[][] RANGES = {
    {0x20, 0x7e},
    {0xa0, 0x24f},
    {0x370, 0x3ff},
    {0x5d0, 0x5ea},
    {0x4e00, 0x9fa5},
    {0x1f300, 0x1f64f}
  };

  private final SplittableRandom random;

  public SeededTexts(SplittableRandom random) {
    this.random = random;
  }

  /** Mostly plain words, sometimes hostile, sometimes random Unicode, rarely long. */
  public String next() {
    int choice = random.nextInt(20);
    if (choice < 12) {
      return word();
    }
    if (choice < 17) {
      return HOSTILE.get(random.nextInt(HOSTILE.size()));
    }
    return choice < 19 ? unicode(random.nextInt(1, 24)) : unicode(random.nextInt(200, 3_000));
  }

  /** A lower-case word of letters, digits and sometimes dots. */
  public String word() {
    int length = random.nextInt(1, 12);
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      boolean dot = i > 0 && i < length - 1 && random.nextInt(8) == 0;
      word.append(dot ? '.' : WORD_LETTERS.charAt(random.nextInt(WORD_LETTERS.length())));
    }
    return word.toString();
  }

  /** Random letters of several scripts; {@code length} code points. */
  public String unicode(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int[] range = RANGES[random.nextInt(RANGES.length)];
      text.appendCodePoint(random.nextInt(range[0], range[1] + 1));
    }
    return text.toString();
  }
}
