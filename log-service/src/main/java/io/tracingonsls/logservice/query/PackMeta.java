// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.search.QueryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where in its package a log stands, as the opaque text that clients hand back: {@code 0|time in base 64|logs|position}.
 *
 * @param seconds time of the log
 * @param position from 0, by time and arrival
 */
record PackMeta(long seconds, int logs, int position) {
  /** What stands behind the bar of a search that asks for it. */
  static boolean isAskedBy(String behindBar) {
    return behindBar.strip().equalsIgnoreCase("with_pack_meta");
  }

  String text() {
    String time = Base64.getEncoder()
        .encodeToString(Long.toString(seconds).getBytes(StandardCharsets.US_ASCII));
    return "0|" + time + "|" + logs + "|" + position;
  }

  /**
   * The parts of the text.
   *
   * @throws QueryException if it is none
   */
  static PackMeta parse(String text) {
    String[] parts = text.split("\\|", -1);
    try {
      if (parts.length == 4) {
        String time = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.US_ASCII);
        PackMeta meta = new PackMeta(
            Long.parseLong(time), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
        if (meta.seconds >= 0 && meta.seconds <= 0xFFFFFFFFL && meta.position >= 0) {
          return meta;
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static QueryException invalid() {
    return QueryException.invalid("pack_meta: not usable (expected: the " + ContextAnswer.PACK_META
        + " of a log that was found)");
  }
}
