// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Reads what {@link ByteSink} wrote. Every read is checked against the end, so damaged input fails with {@link
 * MalformedBytesException} and never reads or allocates beyond it. Not thread-safe.
 */
public final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int position;

  /** Reads a whole array. */
  public ByteSource(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads a range. */
  public ByteSource(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || offset > bytes.length - length) {
      throw new MalformedBytesException("range: " + offset + "+" + length + " of " + bytes.length);
    }
    this.bytes = bytes;
    this.position = offset;
    this.end = offset + length;
  }

  /** Where the next read starts. */
  public int position() {
    return position;
  }

  /** Bytes left. */
  public int remaining() {
    return end - position;
  }

  /** One byte, unsigned. */
  public int get() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  /** An unsigned LEB128 number. */
  public long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int b = get();
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new MalformedBytesException("varint: longer than ten bytes");
  }

  /** A varint that must lie between 0 and {@code max}. */
  public int count(int max) {
    long value = varint();
    if (value < 0 || value > max) {
      throw new MalformedBytesException("count: " + value + " (expected: at most " + max + ")");
    }
    return (int) value;
  }

  /** Fills an array with varints, each between 0 and {@code max}: a bulk {@link #count} whose one and two byte cases are inline. */
  public void counts(int[] out, int max) {
    int at = position;
    for (int i = 0; i < out.length; i++) {
      int value = at < end ? bytes[at] : -1;
      if (value >= 0) {
        at++;
      } else if (at + 1 < end && bytes[at + 1] >= 0) {
        value = (value & 0x7F) | bytes[at + 1] << 7;
        at += 2;
      } else {
        position = at;
        value = count(max);
        at = position;
      }
      if (value > max) {
        throw new MalformedBytesException("count: " + value + " (expected: at most " + max + ")");
      }
      out[i] = value;
    }
    position = at;
  }

  /** A signed number. */
  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** Four bytes. */
  public int fixed32() {
    need(4);
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value |= (bytes[position++] & 0xFF) << (8 * i);
    }
    return value;
  }

  /** Eight bytes. */
  public long fixed64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value |= (bytes[position++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  /** Length and bytes, copied. */
  public byte[] block() {
    int length = count(remaining());
    byte[] copy = new byte[length];
    System.arraycopy(bytes, position, copy, 0, length);
    position += length;
    return copy;
  }

  /** Length and UTF-8 bytes. */
  public String text() {
    int length = count(remaining());
    String text = new String(bytes, position, length, UTF_8);
    position += length;
    return text;
  }

  /** Everything that is left, copied. */
  public byte[] rest() {
    byte[] copy = Arrays.copyOfRange(bytes, position, end);
    position = end;
    return copy;
  }

  /** Skips bytes. */
  public void skip(int count) {
    need(count);
    position += count;
  }

  private void need(int count) {
    if (count < 0 || count > end - position) {
      throw new MalformedBytesException(
          "truncated: " + count + " bytes wanted, " + (end - position) + " left");
    }
  }
}
