// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

/**
 * One lexical element of a search.
 *
 * @param kind what it is
 * @param text its text: escapes resolved for quoted texts, the operator itself for operators
 * @param start offset of its first character in the query
 * @param end offset after its last character
 */
record SearchToken(Kind kind, String text, int start, int end) {
  enum Kind {
    WORD,
    QUOTED,
    PHRASE,
    COLON,
    COMPARISON,
    OPEN,
    CLOSE,
    OPEN_BRACKET,
    CLOSE_BRACKET,
    END
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean isText() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
