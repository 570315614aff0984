// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import org.jspecify.annotations.Nullable;

/**
 * The number that a client gives each package of logs it sends: a prefix of its own and a hexadecimal count, such as {@code 985909FF17-1F}.
 * It travels as the tag {@code __pack_id__} of the LogGroup.
 */
record PackId(String prefix, long number) {
  static final String TAG = "__pack_id__";
  private static final int MAX_DIGITS = 15;

  /** The id of this text; null when it is none. */
  static @Nullable PackId parse(String text) {
    int dash = text.lastIndexOf('-');
    String digits = text.substring(dash + 1);
    if (dash <= 0 || digits.isEmpty() || digits.length() > MAX_DIGITS) {
      return null;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0) {
        return null;
      }
      number = number << 4 | digit;
    }
    return new PackId(text.substring(0, dash), number);
  }
}
