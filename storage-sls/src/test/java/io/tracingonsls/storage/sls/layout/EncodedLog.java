// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.TraceSpan;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads back what a row writer wrote, with a small protobuf reader of the test's own. */
final class EncodedLog {
  private final byte[] bytes;
  private int at;

  private EncodedLog(byte[] bytes) {
    this.bytes = bytes;
  }

  static Map<String, String> fields(SpanLayout layout, TraceSpan span) {
    SpanRowWriter writer = layout.newWriter();
    writer.resource(span.resource());
    writer.scope(span.scope());
    RowBytes log = new RowBytes(16);
    writer.append(span.span(), log);
    return new EncodedLog(log.toByteArray()).contents();
  }

  private Map<String, String> contents() {
    Map<String, String> fields = new LinkedHashMap<>();
    while (at < bytes.length) {
      expect(0x12);
      int end = varint() + at;
      expect(0x0a);
      String key = text(varint());
      expect(0x12);
      String value = text(varint());
      if (at != end || fields.put(key, value) != null) {
        throw new IllegalStateException("bad length or repeated key " + key);
      }
    }
    return fields;
  }

  private void expect(int tag) {
    if (bytes[at++] != tag) {
      throw new IllegalStateException("expected tag " + tag + " at " + (at - 1));
    }
  }

  private int varint() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[at++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private String text(int length) {
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }
}
