// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import java.math.BigDecimal;

/** Durations as Go prints them, for warnings that Jaeger's users know. */
final class DurationText {
  private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

  private DurationText() {}

  /** {@code 1m0s}, {@code -1.75s}, {@code 250µs}, {@code 0s}. */
  static String of(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    BigDecimal magnitude = BigDecimal.valueOf(nanos).abs();
    if (magnitude.compareTo(SECOND) < 0) {
      long small = magnitude.longValueExact();
      String unit = small < 1_000 ? "ns" : small < 1_000_000 ? "µs" : "ms";
      int digits = small < 1_000 ? 0 : small < 1_000_000 ? 3 : 6;
      return sign + plain(magnitude.movePointLeft(digits)) + unit;
    }
    BigDecimal[] minutes = magnitude.movePointLeft(9).divideAndRemainder(SIXTY);
    long hours = minutes[0].longValueExact() / 60;
    long rest = minutes[0].longValueExact() % 60;
    String seconds = plain(minutes[1]) + "s";
    if (hours > 0) {
      return sign + hours + "h" + rest + "m" + seconds;
    }
    return rest > 0 ? sign + rest + "m" + seconds : sign + seconds;
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
