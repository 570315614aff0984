// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the few protobuf shapes of the protocol. */
final class ProtoWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);

  ProtoWriter varint(int field, long value) {
    rawVarint((long) field << 3);
    rawVarint(value);
    return this;
  }

  ProtoWriter fixed32(int field, int value) {
    rawVarint(((long) field << 3) | 5);
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
    return this;
  }

  ProtoWriter bytes(int field, byte[] value) {
    rawVarint(((long) field << 3) | 2);
    rawVarint(value.length);
    out.writeBytes(value);
    return this;
  }

  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private void rawVarint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
