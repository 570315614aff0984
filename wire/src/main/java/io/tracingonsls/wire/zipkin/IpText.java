// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import com.google.protobuf.ByteString;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** IP addresses as text. */
final class IpText {
  private IpText() {}

  /** Dotted quad of 4 bytes, RFC 5952 text of 16, nothing for any other length or for the zero address. */
  static String of(byte[] address) {
    boolean zero = true;
    for (byte part : address) {
      zero &= part == 0;
    }
    if (zero) {
      return "";
    }
    return switch (address.length) {
      case 4 -> ofV4(ByteBuffer.wrap(address).getInt());
      case 16 -> ofV6(address);
      default -> "";
    };
  }

  /** The address as bytes; empty when the text is no literal address of so many bytes. Never asks a name server. */
  static ByteString bytes(String address, int length) {
    boolean literal =
        address.chars().allMatch(c -> Character.digit(c, 16) >= 0 || c == '.' || c == ':')
            && (address.indexOf(':') >= 0 || address.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}"));
    if (!literal) {
      return ByteString.EMPTY;
    }
    try {
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length == length ? ByteString.copyFrom(bytes) : ByteString.EMPTY;
    } catch (UnknownHostException e) {
      return ByteString.EMPTY;
    }
  }

  static String ofV4(int address) {
    return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "."
        + (address & 255);
  }

  /** The longest run of at least two zero groups, the first of equal ones, is written {@code ::}. */
  private static String ofV6(byte[] address) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((address[2 * i] & 255) << 8) | (address[2 * i + 1] & 255);
    }
    int from = 0;
    int length = 0;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        from = i;
        length = end - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (length >= 2 && i == from) {
        text.append("::");
        i += length - 1;
      } else {
        boolean needsColon = !text.isEmpty() && text.charAt(text.length() - 1) != ':';
        text.append(needsColon ? ":" : "").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
