// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;

/** An IP address, or all that share its first bits. Immutable. */
final class AddressRange {
  private final byte[] address;
  private final int bits;

  private AddressRange(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads {@code 10.0.0.0/8}, {@code 127.0.0.1} or {@code fd00::/8}; names are not looked up.
   *
   * @throws IllegalArgumentException unless it is one of these
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    byte[] address =
        NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
    String length = slash < 0 ? "" : text.substring(slash + 1);
    boolean fits = address != null && (slash < 0 || length.matches("[0-9]{1,3}"));
    int bits = !fits ? -1 : slash < 0 ? address.length * 8 : Integer.parseInt(length);
    if (address == null || bits < 0 || bits > address.length * 8) {
      throw new IllegalArgumentException(
          text + " (expected: an IP address or a range as 10.0.0.0/8)");
    }
    return new AddressRange(address, bits);
  }

  boolean contains(InetAddress other) {
    byte[] bytes = other.getAddress();
    int whole = bits / 8;
    if (bytes.length != address.length || !Arrays.equals(bytes, 0, whole, address, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((bytes[whole] ^ address[whole]) & 0xff) >> (8 - rest) == 0;
  }
}
