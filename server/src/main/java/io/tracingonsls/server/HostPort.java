// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server;

import java.net.InetSocketAddress;

/**
 * A host name or address and a port; port 0 means "any free port" when listening.
 *
 * @param host never empty; IPv6 addresses without brackets
 * @param port 0 to 65535
 */
public record HostPort(String host, int port) {
  /** Checks both parts. */
  public HostPort {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("host: empty (expected: a name or an address)");
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /**
   * Reads {@code host:port}, {@code [v6]:port}, {@code :port} or a bare port; where the host is left out it is
   * {@code defaultHost}.
   *
   * @throws IllegalArgumentException when the text is none of these
   */
  public static HostPort parse(String text, String defaultHost) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw invalid(text);
    }
    if (port.isEmpty() || port.length() > 5 || !port.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid(text);
    }
    int number = Integer.parseInt(port);
    if (number > 65535) {
      throw invalid(text);
    }
    return new HostPort(host.isEmpty() ? defaultHost : host, number);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "host:port: " + text + " (expected: host:port with a port from 0 to 65535)");
  }

  /** The address to bind or connect to; resolves the host name. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** The same host with another port. */
  public HostPort withPort(int newPort) {
    return new HostPort(host, newPort);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
