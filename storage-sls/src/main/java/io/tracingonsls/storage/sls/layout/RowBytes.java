// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable byte buffer that knows the two notations of a row: protobuf fields and JSON. Text goes in as UTF-8 without intermediate
 * strings. Not thread-safe; reuse it with {@link #clear()}.
 */
public final class RowBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final byte REPLACEMENT = '?';

  private byte[] bytes;
  private int size;

  public RowBytes(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** The buffer itself, valid up to {@link #size()} until the next change. */
  public byte[] array() {
    return bytes;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  public void clear() {
    size = 0;
  }

  /** Cuts back to an earlier size. */
  public void truncate(int earlierSize) {
    size = earlierSize;
  }

  /** Forgets the content and, when the buffer has grown beyond {@code most}, its memory. */
  public void shrink(int most) {
    size = 0;
    if (bytes.length > most) {
      bytes = new byte[most];
    }
  }

  public RowBytes put(byte value) {
    if (size == bytes.length) {
      grow(1);
    }
    bytes[size++] = value;
    return this;
  }

  public RowBytes put(char ascii) {
    return put((byte) ascii);
  }

  public RowBytes put(byte[] source) {
    return put(source, 0, source.length);
  }

  public RowBytes put(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
    return this;
  }

  public RowBytes put(RowBytes source) {
    return put(source.bytes, 0, source.size);
  }

  /** An unsigned protobuf varint. */
  public RowBytes varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Bytes that {@link #varint} takes. */
  public static int varintSize(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  /** A decimal number. */
  public RowBytes decimal(long value) {
    if (value == Long.MIN_VALUE) {
      return utf8(Long.toString(value));
    }
    room(20);
    long rest = value;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    int end = size + digits(rest);
    for (int i = end - 1; i >= size; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
    return this;
  }

  /** Bytes that {@link #decimal} takes. */
  public static int decimalSize(long value) {
    if (value == Long.MIN_VALUE) {
      return 20;
    }
    return value < 0 ? 1 + digits(-value) : digits(value);
  }

  private static int digits(long value) {
    int count = 1;
    long limit = 10;
    while (count < 19 && value >= limit) {
      count++;
      limit *= 10;
    }
    return count;
  }

  /** Sixteen lower-case hexadecimal digits. */
  public RowBytes hex16(long value) {
    room(16);
    long rest = value;
    for (int i = size + 15; i >= size; i--) {
      bytes[i] = HEX[(int) (rest & 15)];
      rest >>>= 4;
    }
    size += 16;
    return this;
  }

  /** Text as UTF-8; a lone surrogate becomes a question mark, as in {@link String#getBytes}. */
  public RowBytes utf8(String text) {
    int length = text.length();
    room(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return utf8Slow(text, i);
      }
      bytes[size++] = (byte) c;
    }
    return this;
  }

  private RowBytes utf8Slow(String text, int from) {
    room(3 * (text.length() - from));
    for (int i = from; i < text.length(); i++) {
      i += putChar(text, i);
    }
    return this;
  }

  /** Puts the character at {@code i}; gives the number of further characters that were taken with it. */
  private int putChar(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x80) {
      bytes[size++] = (byte) c;
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | (c >> 6));
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
    } else if (!Character.isSurrogate(c)) {
      bytes[size++] = (byte) (0xe0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (c & 0x3f));
    } else if (Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1))) {
      int point = Character.toCodePoint(c, text.charAt(i + 1));
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
      return 1;
    } else {
      bytes[size++] = REPLACEMENT;
    }
    return 0;
  }

  /** Bytes that {@link #utf8} takes. */
  public static int utf8Size(String text) {
    int length = text.length();
    int count = length;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        continue;
      }
      if (c < 0x800) {
        count++;
      } else if (!Character.isSurrogate(c)) {
        count += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        count += 2;
        i++;
      }
    }
    return count;
  }

  /** A JSON string with its quotes. */
  public RowBytes jsonString(String text) {
    int length = text.length();
    room(length + 2);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
        return jsonSlow(text, i);
      }
      bytes[size++] = (byte) c;
    }
    return put('"');
  }

  private RowBytes jsonSlow(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      room(8);
      if (c < 0x20 || c == '"' || c == '\\') {
        jsonEscape(c);
      } else {
        i += putChar(text, i);
      }
    }
    return put('"');
  }

  private void jsonEscape(char c) {
    bytes[size++] = '\\';
    switch (c) {
      case '"', '\\' -> bytes[size++] = (byte) c;
      case '\n' -> bytes[size++] = 'n';
      case '\r' -> bytes[size++] = 'r';
      case '\t' -> bytes[size++] = 't';
      default -> {
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 15];
      }
    }
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      grow(more);
    }
  }

  private void grow(int more) {
    int needed = Math.addExact(size, more);
    bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L + 16, 1 << 30)));
  }
}
