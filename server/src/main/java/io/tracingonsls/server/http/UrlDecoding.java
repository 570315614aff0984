// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict percent-decoding: bad escapes, bad UTF-8 and NUL are refused with status 400. */
final class UrlDecoding {
  private UrlDecoding() {}

  /** Decodes one path segment; '+' stays '+'. */
  static String segment(String raw) {
    return raw.indexOf('%') < 0 ? raw : decode(raw, false);
  }

  /** Decodes a name or value of a query; '+' is a space. */
  static String query(String raw) {
    return raw.indexOf('%') < 0 && raw.indexOf('+') < 0 ? raw : decode(raw, true);
  }

  private static String decode(String raw, boolean plusIsSpace) {
    byte[] out = new byte[raw.length() * 3];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        out[length++] = escaped(raw, i);
        i += 2;
      } else if (c < 0x80) {
        out[length++] = (byte) (plusIsSpace && c == '+' ? ' ' : c);
      } else {
        throw new HttpException(400, "bad character in URL");
      }
    }
    return utf8(out, length);
  }

  private static byte escaped(String raw, int at) {
    boolean complete = at + 2 < raw.length();
    int high = complete ? hexDigit(raw.charAt(at + 1)) : -1;
    int low = complete ? hexDigit(raw.charAt(at + 2)) : -1;
    if (high < 0 || low < 0) {
      throw new HttpException(400, "bad percent escape in URL");
    }
    int value = high << 4 | low;
    if (value == 0) {
      throw new HttpException(400, "bad character in URL");
    }
    return (byte) value;
  }

  private static int hexDigit(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static String utf8(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new HttpException(400, "URL is not UTF-8", e);
    }
  }
}
