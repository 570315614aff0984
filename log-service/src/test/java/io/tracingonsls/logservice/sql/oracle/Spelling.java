// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes tokens as text: random case of words, random blanks, line ends and comments between them. */
final class Spelling {
  private static final Pattern TOKEN = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\S+");
  private static final String[] GAPS = {
    " ",
    " ",
    " ",
    " ",
    " ",
    "  ",
    "\n",
    "\t",
    "\r\n",
    " /* a ' comment \n */ ",
    " -- to the end ' \" /*\n",
    "/**/",
  };

  private Spelling() {}

  static List<String> split(String words) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(words);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  static String join(List<String> tokens, Random random) {
    StringBuilder sql = new StringBuilder();
    String before = "";
    for (String token : tokens) {
      sql.append(gap(before, token, random)).append(spelled(token, random));
      before = token;
    }
    return sql.append(random.nextInt(8) == 0 ? " -- end" : "").toString();
  }

  private static String gap(String before, String after, Random random) {
    if (before.isEmpty()) {
      return "";
    }
    boolean separate = "()[],".contains(before) || "()[],".contains(after);
    return separate && random.nextInt(3) > 0 ? "" : GAPS[random.nextInt(GAPS.length)];
  }

  private static String spelled(String token, Random random) {
    boolean quoted = token.startsWith("'") || token.startsWith("\"");
    return quoted || random.nextInt(4) > 0 ? token : token.toUpperCase(Locale.ROOT);
  }
}
