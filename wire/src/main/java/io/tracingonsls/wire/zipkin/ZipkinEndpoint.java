// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

/**
 * Where a span was made or whom it talked to.
 *
 * @param ipv4 textual address; empty when unknown
 * @param ipv6 textual address; empty when unknown
 * @param port 0 when unknown
 */
record ZipkinEndpoint(String serviceName, String ipv4, String ipv6, int port) {
  static final ZipkinEndpoint NONE = new ZipkinEndpoint("", "", "", 0);

  /** Either address, version 4 first. */
  String ip() {
    return ipv4.isEmpty() ? ipv6 : ipv4;
  }
}
