// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.nio.charset.StandardCharsets;

/** A text's UTF-8 bytes, read into one buffer that is used again for the next text. */
public final class TextBytes {
  private byte[] bytes = new byte[64];
  private int length;

  /** The buffer; only the first {@link #length} bytes count, and only until the next text. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** Room for a text of {@code wanted} bytes, to be written at the beginning of the returned buffer. */
  public byte[] room(int wanted) {
    if (wanted > bytes.length) {
      bytes = new byte[Math.max(wanted, 2 * bytes.length)];
    }
    length = wanted;
    return bytes;
  }

  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  public void set(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(utf8, 0, room(utf8.length), 0, utf8.length);
  }

  /** Drops what follows the first {@code max} bytes, cutting between characters. */
  public void cut(int max) {
    if (length > max) {
      int end = max;
      while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
        end--;
      }
      length = end;
    }
  }
}
