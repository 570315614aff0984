// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.Locale;

/** A request target taken apart; nothing is decoded. */
record RequestTarget(String raw, String host, String path, String rawQuery) {
  /** Reads origin-form, absolute-form (http and https) and asterisk-form; the fragment, if any, is refused. */
  static RequestTarget parse(String raw, String hostHeader) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#' || c == '\\') {
        throw new HttpException(400, "bad character in URL");
      }
    }
    if (raw.equals("*")) {
      return new RequestTarget(raw, hostHeader, "*", "");
    }
    if (raw.startsWith("/")) {
      return split(raw, hostHeader, raw);
    }
    int scheme = raw.indexOf("://");
    String name = scheme < 0 ? "" : raw.substring(0, scheme).toLowerCase(Locale.ROOT);
    if (!name.equals("http") && !name.equals("https")) {
      throw new HttpException(400, "bad request target");
    }
    return absolute(raw, scheme + 3);
  }

  private static RequestTarget absolute(String raw, int authorityStart) {
    int end = authorityStart;
    while (end < raw.length() && raw.charAt(end) != '/' && raw.charAt(end) != '?') {
      end++;
    }
    String authority = raw.substring(authorityStart, end);
    if (authority.isEmpty() || authority.indexOf('@') >= 0) {
      throw new HttpException(400, "bad request target");
    }
    String rest = raw.substring(end);
    return split(raw, authority, rest.startsWith("/") ? rest : "/" + rest);
  }

  private static RequestTarget split(String raw, String host, String pathAndQuery) {
    int question = pathAndQuery.indexOf('?');
    return question < 0
        ? new RequestTarget(raw, host, pathAndQuery, "")
        : new RequestTarget(
            raw, host, pathAndQuery.substring(0, question), pathAndQuery.substring(question + 1));
  }
}
