// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes Thrift's binary protocol, remembering nothing but the position, so that a caller can patch numbers later. */
final class ThriftOut {
  static final byte BOOL = 2;
  static final byte DOUBLE = 4;
  static final byte I32 = 8;
  static final byte I64 = 10;
  static final byte STRING = 11;
  static final byte STRUCT = 12;
  static final byte LIST = 15;

  private ByteBuffer buffer = ByteBuffer.allocate(1 << 16);

  int position() {
    return buffer.position();
  }

  byte[] toByteArray() {
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  void field(byte type, int id) {
    room(3).put(type).putShort((short) id);
  }

  void stop() {
    room(1).put((byte) 0);
  }

  void list(int id, byte elementType, int size) {
    field(LIST, id);
    room(5).put(elementType).putInt(size);
  }

  void i32(int id, int value) {
    field(I32, id);
    room(4).putInt(value);
  }

  /** Returns where the eight bytes of the value stand. */
  int i64(int id, long value) {
    field(I64, id);
    int at = position();
    room(8).putLong(value);
    return at;
  }

  void string(int id, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    field(STRING, id);
    room(4 + bytes.length).putInt(bytes.length).put(bytes);
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      ByteBuffer larger = ByteBuffer.allocate(buffer.capacity() * 2 + bytes);
      larger.put(buffer.flip());
      buffer = larger;
    }
    return buffer;
  }
}
