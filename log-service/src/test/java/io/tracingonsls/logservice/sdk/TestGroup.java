// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A LogGroup put together by hand: the SDK's own classes need an old protobuf. */
final class TestGroup {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static TestGroup of(String topic, String source) {
    TestGroup group = new TestGroup();
    text(group.bytes, 3, topic);
    text(group.bytes, 4, source);
    return group;
  }

  TestGroup tag(String key, String value) {
    part(bytes, 6, pair(key, value));
    return this;
  }

  /** Keys and values in turn. */
  TestGroup log(long seconds, String... contents) {
    return log(seconds, -1, contents);
  }

  TestGroup log(long seconds, int nanos, String... contents) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    log.write(8);
    varint(log, seconds);
    for (int i = 0; i < contents.length; i += 2) {
      part(log, 2, pair(contents[i], contents[i + 1]));
    }
    if (nanos >= 0) {
      log.write(4 << 3 | 5);
      for (int shift = 0; shift < 32; shift += 8) {
        log.write(nanos >>> shift);
      }
    }
    part(bytes, 1, log.toByteArray());
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private static byte[] pair(String key, String value) {
    ByteArrayOutputStream pair = new ByteArrayOutputStream();
    text(pair, 1, key);
    text(pair, 2, value);
    return pair.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, int field, String text) {
    part(out, field, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void part(ByteArrayOutputStream out, int field, byte[] part) {
    out.write(field << 3 | 2);
    varint(out, part.length);
    out.writeBytes(part);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while (rest > 127) {
      out.write((int) (rest & 127) | 128);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
