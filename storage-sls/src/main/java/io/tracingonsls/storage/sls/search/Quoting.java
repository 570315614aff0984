// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

/**
 * Turns values into literals of the search language and of SQL. Every user value that reaches Log Service passes here. The search language
 * can't say control characters: callers ask {@link #isQuotable} first and find such values by SQL.
 */
public final class Quoting {
  private static final int MAX_SEARCH_TEXT = 4_000;
  private static final int MAX_KEY_BYTES = 128;

  private Quoting() {}

  /** Whether the text can be a literal as it is: no control characters, and not beyond what Log Service compares. */
  public static boolean isQuotable(String text) {
    return text.length() <= MAX_SEARCH_TEXT && hasNoControl(text);
  }

  /** Whether the text can be a search key or SQL name. */
  public static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= MAX_KEY_BYTES
        && key.indexOf('"') < 0
        && key.indexOf('\\') < 0
        && hasNoControl(key);
  }

  private static boolean hasNoControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lone = Character.isSurrogate(c) && !isPair(text, i);
      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || lone) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPair(String text, int i) {
    char c = text.charAt(i);
    return Character.isHighSurrogate(c)
        ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
        : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
  }

  /** A value of the search language: in double quotes, where only backslash and quote have a meaning. */
  static void searchText(String text, StringBuilder query) {
    query.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        query.append('\\');
      }
      query.append(Character.isISOControl(c) ? ' ' : c);
    }
    query.append('"');
  }

  /**
   * A key of the search language, always in quotes.
   *
   * @throws IllegalArgumentException if the key can't be one
   */
  static void searchKey(String key, StringBuilder query) {
    checkKey(key);
    query.append('"').append(key).append('"');
  }

  /**
   * A string of SQL: in single quotes, doubled inside; backslashes mean themselves. Control characters are named by their numbers, so that
   * none is ever sent: {@code concat('a', chr(10), 'b')}.
   */
  static void sqlText(String text, StringBuilder sql) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      sqlLiteral(text, sql);
      return;
    }
    sql.append("concat(''");
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        if (i > from) {
          sqlLiteral(text.substring(from, i), sql.append(", "));
        }
        sql.append(", chr(").append((int) text.charAt(i)).append(')');
        from = i + 1;
      }
    }
    if (from < text.length()) {
      sqlLiteral(text.substring(from), sql.append(", "));
    }
    sql.append(')');
  }

  private static void sqlLiteral(String text, StringBuilder sql) {
    sql.append('\'').append(text.replace("'", "''")).append('\'');
  }

  /** Whether SQL can hold the text: it has no half of a surrogate pair. */
  static boolean isUnicode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i)) && !isPair(text, i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A column's name in SQL, always in quotes.
   *
   * @throws IllegalArgumentException if the text can't be a name
   */
  static void sqlName(String name, StringBuilder sql) {
    checkKey(name);
    sql.append('"').append(name).append('"');
  }

  private static void checkKey(String key) {
    if (!isKey(key)) {
      throw new IllegalArgumentException(
          "key: " + key.length() + " characters (expected: 1 to 128, no quotes, no controls)");
    }
  }
}
