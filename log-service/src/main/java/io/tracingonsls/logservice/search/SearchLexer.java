// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.search.SearchToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the search part of a query into tokens, up to the end of the text or the first unquoted {@code |}. */
final class SearchLexer {
  private final String text;
  private int at;

  SearchLexer(String text) {
    this.text = text;
  }

  /** All tokens, the last one of kind END; its start is where the search part ends. */
  List<SearchToken> tokens() {
    List<SearchToken> tokens = new ArrayList<>();
    SearchToken token;
    do {
      token = next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private SearchToken next() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    if (at == text.length() || text.charAt(at) == '|') {
      return new SearchToken(Kind.END, "", at, at);
    }
    int start = at;
    return switch (text.charAt(at)) {
      case '(' -> single(Kind.OPEN);
      case ')' -> single(Kind.CLOSE);
      case '[' -> single(Kind.OPEN_BRACKET);
      case ']' -> single(Kind.CLOSE_BRACKET);
      case ':' -> single(Kind.COLON);
      case '"' -> new SearchToken(Kind.QUOTED, quoted(), start, at);
      case '<', '>', '=' -> comparison();
      default -> text.startsWith("#\"", at) ? phrase() : word();
    };
  }

  private SearchToken phrase() {
    int start = at++;
    return new SearchToken(Kind.PHRASE, quoted(), start, at);
  }

  private SearchToken single(Kind kind) {
    at++;
    return new SearchToken(kind, text.substring(at - 1, at), at - 1, at);
  }

  private SearchToken comparison() {
    int start = at++;
    if (text.charAt(start) != '=' && at < text.length() && text.charAt(at) == '=') {
      at++;
    }
    return new SearchToken(Kind.COMPARISON, text.substring(start, at), start, at);
  }

  /** Reads a quoted text at {@code at}; only {@code \"} and {@code \\} are escapes. */
  private String quoted() {
    int start = at++;
    StringBuilder plain = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return plain.toString();
      }
      if (c == '\\' && at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
        c = text.charAt(at++);
      }
      plain.append(c);
    }
    throw SearchErrors.at(start, "quotation mark \" is not closed");
  }

  private SearchToken word() {
    int start = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at++;
    }
    return new SearchToken(Kind.WORD, text.substring(start, at), start, at);
  }

  private static boolean endsWord(char c) {
    return isBlank(c) || "()[]:\"<>=|".indexOf(c) >= 0;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == 0x3000 || c == 0xA0;
  }
}
