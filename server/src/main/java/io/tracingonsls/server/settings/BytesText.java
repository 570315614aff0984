// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes with units: KiB, MiB, GiB, TiB are powers of 1024 (so are K, M, G, T); KB, MB, GB, TB are powers of 1000. */
public final class BytesText {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s*([kmgt]?)(i?)(b?)");
  private static final String UNITS = "kmgt";

  private BytesText() {}

  /**
   * Reads for example {@code 4096}, {@code 64KiB} or {@code 1.5GB}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (form.matches()
        && (form.group(3).isEmpty()
            || (!form.group(2).isEmpty() && !form.group(4).isEmpty()))) {
      boolean decimal = form.group(3).isEmpty() && !form.group(4).isEmpty();
      BigDecimal value = new BigDecimal(form.group(1));
      int power = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
      value = value.multiply(BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power));
      if (value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0) {
        return value.longValue();
      }
    }
    throw new IllegalArgumentException("expected: a size such as 4096, 64KiB or 20MB");
  }

  /** The largest binary unit that gives a whole number. */
  public static String format(long bytes) {
    int power = 0;
    long value = bytes;
    while (power < 4 && value != 0 && value % 1024 == 0) {
      value /= 1024;
      power++;
    }
    return power == 0
        ? Long.toString(value)
        : value + UNITS.substring(power - 1, power).toUpperCase(Locale.ROOT) + "iB";
  }
}
