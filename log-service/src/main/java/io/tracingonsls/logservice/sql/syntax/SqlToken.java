// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

/**
 * One lexical element.
 *
 * @param kind what it is
 * @param text the name, string value, number or operator; quotes and their escapes resolved
 * @param place where it starts
 */
record SqlToken(Kind kind, String text, Place place) {
  enum Kind {
    NAME,
    QUOTED_NAME,
    STRING,
    INTEGER,
    DECIMAL,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean isWord(String word) {
    return kind == Kind.NAME && text.equalsIgnoreCase(word);
  }

  @Override
  public String toString() {
    return kind == Kind.END ? "<EOF>" : text;
  }
}
