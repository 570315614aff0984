// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front that has checked who asks, and says so in a header. The header is believed only when the connection comes from one of the
 * proxy's addresses; from anywhere else it means nothing. Immutable.
 */
public final class TrustedProxy {
  private final String header;
  private final List<AddressRange> addresses;

  private TrustedProxy(String header, List<AddressRange> addresses) {
    this.header = header;
    this.addresses = addresses;
  }

  /**
   * Reads the settings; null when there is no such proxy.
   *
   * @param header the header that names the user; empty for none
   * @param addresses of the proxy, each alone or as a range
   * @throws IllegalArgumentException if only one of the two is given, or one is malformed
   */
  public static @Nullable TrustedProxy of(String header, List<String> addresses) {
    if (header.isEmpty() && addresses.isEmpty()) {
      return null;
    }
    if (!header.matches("[A-Za-z0-9-]{1,100}")) {
      throw new IllegalArgumentException(
          "proxy-header: " + header + " (expected: a header such as X-Forwarded-User)");
    }
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "proxy-addresses: none (expected: the addresses from which the header is believed)");
    }
    return new TrustedProxy(header, addresses.stream().map(AddressRange::parse).toList());
  }

  /** The header that names the user. */
  public String header() {
    return header;
  }

  /** Whether the proxy vouches for this request: it comes from there, and names one user. */
  public boolean vouches(@Nullable SocketAddress peer, List<String> values) {
    return peer instanceof InetSocketAddress from
        && from.getAddress() != null
        && values.size() == 1
        && !values.get(0).isBlank()
        && addresses.stream().anyMatch(range -> range.contains(from.getAddress()));
  }
}
