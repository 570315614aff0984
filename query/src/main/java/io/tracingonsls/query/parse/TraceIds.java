// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.model.TraceId;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Trace ids as clients write them: 1 to 32 hex digits with any padding, or Base64 of 16 bytes. Pure. */
public final class TraceIds {
  private static final int LONGEST_BASE64 = 24;

  private TraceIds() {}

  /**
   * Reads an id. Text that is both hexadecimal and Base64 is hexadecimal.
   *
   * @throws BadParameterException with the message of Jaeger's hexadecimal parser
   */
  public static TraceId parse(String text) {
    if (text.length() > 32) {
      throw new BadParameterException("TraceID cannot be longer than 32 hex characters: " + text);
    }
    try {
      int low = Math.max(0, text.length() - 16);
      long high = low == 0 ? 0 : GoNumbers.parseHex64(text.substring(0, low));
      return new TraceId(high, GoNumbers.parseHex64(text.substring(low)));
    } catch (BadParameterException notHex) {
      TraceId id = fromBase64(text);
      if (id == null) {
        throw notHex;
      }
      return id;
    }
  }

  private static @Nullable TraceId fromBase64(String text) {
    if (text.length() > LONGEST_BASE64 || text.length() < 22) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return bytes.length == 16 ? new TraceId(number(bytes, 0), number(bytes, 8)) : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static long number(byte[] bytes, int from) {
    long value = 0;
    for (int i = from; i < from + 8; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }
}
