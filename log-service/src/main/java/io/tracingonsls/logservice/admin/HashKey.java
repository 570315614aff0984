// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** A point of the 128-bit space that shards divide between them, written as 32 hex digits. */
public record HashKey(String hex) implements Comparable<HashKey> {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

  static final HashKey FIRST = new HashKey("0".repeat(32));

  /** End of the space; the only key that belongs to the shard it ends. */
  static final HashKey LAST = new HashKey("f".repeat(32));

  public HashKey {
    if (!FORM.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "hash key: " + hex + " (expected: 32 lower-case hex digits)");
    }
  }

  /**
   * Reads a client's key.
   *
   * @throws ServiceException {@code ParameterInvalid} unless it is 32 hex digits
   */
  public static HashKey parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (!FORM.matcher(lower).matches()) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID, "key: " + Names.shown(text) + " (expected: 32 hex digits)");
    }
    return new HashKey(lower);
  }

  static HashKey of(BigInteger value) {
    String hex = value.toString(16);
    return new HashKey("0".repeat(32 - hex.length()) + hex);
  }

  BigInteger value() {
    return new BigInteger(hex, 16);
  }

  @Override
  public int compareTo(HashKey other) {
    return hex.compareTo(other.hex);
  }
}
