// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** A growing byte buffer with the encodings the engine's files use. Little-endian. Not thread-safe. */
public final class ByteSink {
  private byte[] bytes;
  private int size;

  /** Starts with the given capacity. */
  public ByteSink(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  /** Bytes written. */
  public int size() {
    return size;
  }

  /** The buffer itself: valid up to {@link #size()} and until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Forgets what was written and keeps the memory. */
  public void clear() {
    size = 0;
  }

  /** Makes room for {@code more} bytes and returns the buffer. */
  public byte[] reserve(int more) {
    int need = Math.addExact(size, more);
    if (need > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int)
          Math.min(Integer.MAX_VALUE - 16L, Math.max(need, bytes.length * 2L)));
    }
    return bytes;
  }

  /** Says that {@code count} bytes were written behind {@link #size()} directly. */
  public void advance(int count) {
    size += count;
  }

  /** One byte. */
  public void put(int value) {
    reserve(1)[size++] = (byte) value;
  }

  /** A range of bytes, without length. */
  public void put(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, reserve(length), size, length);
    size += length;
  }

  /** An unsigned LEB128 number: negative values take ten bytes. */
  public void varint(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A signed number, small magnitudes short. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** Four bytes. */
  public void fixed32(int value) {
    reserve(4);
    for (int i = 0; i < 4; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  /** Eight bytes. */
  public void fixed64(long value) {
    reserve(8);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (value >>> (8 * i));
    }
  }

  /** Length and bytes. */
  public void block(byte[] source, int offset, int length) {
    varint(length);
    put(source, offset, length);
  }

  /** Length and UTF-8 bytes. */
  public void text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    block(utf8, 0, utf8.length);
  }
}
