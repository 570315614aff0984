// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a Range header asks for. Several parts at once, other units and malformed headers are ignored, which HTTP allows:
 * the whole file is the answer then.
 *
 * @param from first byte
 * @param to behind the last byte; not greater than {@code from} when no byte of the file is asked for
 */
record ByteRange(int from, int to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** The range of a file of this length; null for the whole file. */
  static @Nullable ByteRange of(@Nullable String header, int length) {
    Matcher one = ONE.matcher(header == null ? "" : header.replaceAll("[ \t]", ""));
    if (!one.matches() || (one.group(1).isEmpty() && one.group(2).isEmpty())) {
      return null;
    }
    if (one.group(1).isEmpty()) {
      long last = Math.min(length, Long.parseLong(one.group(2)));
      return last == 0 ? new ByteRange(0, 0) : new ByteRange((int) (length - last), length);
    }
    long from = Long.parseLong(one.group(1));
    long to = one.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(one.group(2)) + 1;
    if (to <= from) {
      return null;
    }
    return from >= length
        ? new ByteRange(0, 0)
        : new ByteRange((int) from, (int) Math.min(length, to));
  }

  boolean isEmpty() {
    return to <= from;
  }
}
