// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.storage.TraceMatch;

/** Where a page of search results ended, as text for clients: they hand it back to get the next one. Stable however much is written since. */
public final class PageToken {
  private PageToken() {}

  public static String of(TraceMatch last) {
    return last.startNanos() + "-" + last.traceId().toHex32();
  }

  /**
   * Reads a token.
   *
   * @throws BadParameterException if it is none of ours
   */
  public static TraceMatch parse(String token) {
    int dash = token.lastIndexOf('-');
    if (dash <= 0 || token.length() - dash != 33) {
      throw invalid();
    }
    try {
      return new TraceMatch(
          TraceIds.parse(token.substring(dash + 1)),
          GoNumbers.parseInt64(token.substring(0, dash)));
    } catch (BadParameterException bad) {
      throw invalid();
    }
  }

  private static BadParameterException invalid() {
    return new BadParameterException(
        "malformed 'after' parameter (expected: the token of an earlier answer)");
  }
}
