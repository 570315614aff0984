// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import java.util.Map;

/**
 * One captured request body, datagram or message.
 *
 * @param file path below {@code payloads/}
 * @param transport {@code http}, {@code grpc}, {@code udp} or {@code tcp}
 * @param path request path with query, or the gRPC method; empty for the others
 * @param headers request headers in lower case; empty where there are none
 * @param jaegerStatus HTTP status that Jaeger v1.67 answered; 0 for other transports
 */
public record Payload(
    String file, String transport, String path, Map<String, String> headers, int jaegerStatus) {

  /** The bytes as they went over the wire, content encoding included. */
  public byte[] bytes() {
    return FixtureFiles.bytes("payloads/" + file);
  }

  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  @Override
  public String toString() {
    return file;
  }
}
