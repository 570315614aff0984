// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.util.Map;

/** One connection to a collector, for one thread. */
interface Connection extends AutoCloseable {
  /** How an answer counts: {@link #ACCEPTED}, or a word that says what came instead. */
  String ACCEPTED = "accepted";

  /** Sends a request and waits for the answer. */
  String send(byte[] body) throws IOException;

  @Override
  void close() throws IOException;

  /** Opens one. */
  static Connection open(Protocol protocol, int port, boolean gzip) throws IOException {
    return switch (protocol.carrier()) {
      case HTTP -> http(protocol, port, gzip);
      case GRPC -> new GrpcConnection(protocol, port, gzip);
      case UDP -> new UdpConnection(port);
    };
  }

  private static Connection http(Protocol protocol, int port, boolean gzip) throws IOException {
    HttpConnection http = new HttpConnection(port);
    Map<String, String> headers = gzip
        ? Map.of("Content-Type", protocol.contentType(), "Content-Encoding", "gzip")
        : Map.of("Content-Type", protocol.contentType());
    return new Connection() {
      @Override
      public String send(byte[] body) throws IOException {
        int status = http.post(protocol.target(), headers, gzip ? Gzip.compress(body) : body);
        return status == 200 || status == 202 ? ACCEPTED : Integer.toString(status);
      }

      @Override
      public void close() throws IOException {
        http.close();
      }
    };
  }
}
