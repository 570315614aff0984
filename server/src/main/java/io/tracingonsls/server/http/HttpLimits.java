// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.time.Duration;

/**
 * What one server allows its peers; every limit is finite.
 *
 * @param maxTargetBytes longest request line (414)
 * @param maxHeaderBytes all header fields together (431)
 * @param maxBodyBytes largest body as sent (413); a route can have its own
 * @param maxDecodedBytes largest body after Content-Encoding is undone (413)
 * @param maxInFlightBytes bodies of all requests in work together (503 with Retry-After)
 * @param maxConnections open connections; further ones are closed at once
 * @param headerTimeout from a request's first byte to its last header byte
 * @param bodyTimeout from the head to the last body byte (408)
 * @param idleTimeout between requests of a connection
 * @param writeTimeout longest pause in which a client takes nothing of an answer
 */
public record HttpLimits(
    int maxTargetBytes,
    int maxHeaderBytes,
    int maxBodyBytes,
    int maxDecodedBytes,
    long maxInFlightBytes,
    int maxConnections,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration writeTimeout) {
  /** Checks that everything is positive. */
  public HttpLimits {
    positive("maxTargetBytes", maxTargetBytes);
    positive("maxHeaderBytes", maxHeaderBytes);
    positive("maxBodyBytes", maxBodyBytes);
    positive("maxDecodedBytes", maxDecodedBytes);
    positive("maxInFlightBytes", maxInFlightBytes);
    positive("maxConnections", maxConnections);
    positive("headerTimeout", headerTimeout.toMillis());
    positive("bodyTimeout", bodyTimeout.toMillis());
    positive("idleTimeout", idleTimeout.toMillis());
    positive("writeTimeout", writeTimeout.toMillis());
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }

  /**
   * 64 KiB request line, 32 KiB headers, 20 MiB body, 64 MiB decoded, a quarter of the heap in flight, 10,000
   * connections; 10 s for a head, 25 s for a body, 2 min idle, 30 s without progress of an answer.
   */
  public static HttpLimits defaults() {
    return new HttpLimits(
        64 << 10,
        32 << 10,
        20 << 20,
        64 << 20,
        Math.max(16L << 20, Runtime.getRuntime().maxMemory() / 4),
        10_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(25),
        Duration.ofMinutes(2),
        Duration.ofSeconds(30));
  }

  /** The same with other body limits. */
  public HttpLimits withBodyBytes(int maxBody, int maxDecoded) {
    return new HttpLimits(
        maxTargetBytes,
        maxHeaderBytes,
        maxBody,
        maxDecoded,
        maxInFlightBytes,
        maxConnections,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        writeTimeout);
  }

  /** The same with another bound for all bodies together. */
  public HttpLimits withInFlightBytes(long bytes) {
    return new HttpLimits(
        maxTargetBytes,
        maxHeaderBytes,
        maxBodyBytes,
        maxDecodedBytes,
        bytes,
        maxConnections,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        writeTimeout);
  }

  /** The same with another number of connections. */
  public HttpLimits withConnections(int connections) {
    return new HttpLimits(
        maxTargetBytes,
        maxHeaderBytes,
        maxBodyBytes,
        maxDecodedBytes,
        maxInFlightBytes,
        connections,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        writeTimeout);
  }

  /** The same with other time-outs. */
  public HttpLimits withTimeouts(Duration header, Duration body, Duration idle, Duration write) {
    return new HttpLimits(
        maxTargetBytes,
        maxHeaderBytes,
        maxBodyBytes,
        maxDecodedBytes,
        maxInFlightBytes,
        maxConnections,
        header,
        body,
        idle,
        write);
  }
}
