// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Identifiers in every spelling that writers use. Some tools write ids that are not hexadecimal: those become a hash of their text. */
public final class RowIds {
  private RowIds() {}

  /** The number behind the text; zero for none. */
  static TraceId traceId(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return TraceId.ZERO;
    }
    if (isHex(trimmed, 32)) {
      return TraceId.parse(trimmed);
    }
    ByteBuffer hash = hash(trimmed);
    return new TraceId(hash.getLong(), hash.getLong());
  }

  /** The number behind the text; zero for none. */
  static SpanId spanId(String text) {
    String trimmed = text.trim();
    if (trimmed.isEmpty()) {
      return SpanId.ZERO;
    }
    return isHex(trimmed, 16) ? SpanId.parse(trimmed) : new SpanId(hash(trimmed).getLong());
  }

  static boolean isHex(String text, int most) {
    int length = text.length();
    if (length == 0 || length > most) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }

  /** Every way a writer may have spelt the id, the usual one first. */
  public static Set<String> spellings(TraceId id) {
    Set<String> spellings = new LinkedHashSet<>();
    String full = id.toHex32();
    spellings.add(full);
    if (id.high() == 0) {
      spellings.add(id.toJaegerHex());
    }
    spellings.add(withoutZeros(full));
    return spellings;
  }

  /** Hexadecimal without leading zeros, at least one digit. */
  static String withoutZeros(String hex) {
    int start = 0;
    while (start < hex.length() - 1 && hex.charAt(start) == '0') {
      start++;
    }
    return hex.substring(start);
  }

  private static ByteBuffer hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
    }
  }

  /** The id of a row's text: what {@link SpanLayout#decode} gives. */
  public static TraceId parse(String text) {
    return traceId(text);
  }

  /** The span id of a row's text. */
  public static SpanId parseSpan(String text) {
    return spanId(text);
  }
}
