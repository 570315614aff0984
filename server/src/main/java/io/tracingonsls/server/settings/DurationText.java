// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, and days. */
public final class DurationText {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|µs|ms|s|m|h|d)");
  private static final Map<String, Long> NANOS = Map.of(
      "ns", 1L,
      "us", 1_000L,
      "µs", 1_000L,
      "ms", 1_000_000L,
      "s", 1_000_000_000L,
      "m", 60_000_000_000L,
      "h", 3_600_000_000_000L,
      "d", 86_400_000_000_000L);
  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  private DurationText() {}

  /**
   * Reads for example {@code 1h30m}, {@code 250ms} or {@code 0}.
   *
   * @throws IllegalArgumentException for anything else, negative values included
   */
  public static Duration parse(String text) {
    String stripped = text.strip();
    if (stripped.equals("0")) {
      return Duration.ZERO;
    }
    Matcher part = PART.matcher(stripped);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (stripped.length() <= 100
        && end < stripped.length()
        && part.find()
        && part.start() == end) {
      Long unit = NANOS.get(part.group(2));
      nanos = nanos.add(
          new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit == null ? 0 : unit)));
      end = part.end();
    }
    if (stripped.isEmpty() || end < stripped.length() || nanos.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("expected: a duration such as 90s, 1h30m or 250ms");
    }
    return Duration.ofNanos(nanos.longValue());
  }

  /** The shortest exact form in whole units. */
  public static String format(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    StringBuilder out = new StringBuilder();
    long left = nanos;
    for (String unit : new String[] {"h", "m", "s", "ms", "us", "ns"}) {
      Long size = NANOS.get(unit);
      if (size != null && left >= size) {
        out.append(left / size).append(unit);
        left %= size;
      }
    }
    return out.toString();
  }
}
