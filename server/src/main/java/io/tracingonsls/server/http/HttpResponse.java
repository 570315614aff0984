// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An answer: status, headers, and a body of bytes or a writer that streams. Immutable; arrays are not copied. */
public final class HttpResponse {
  private static final byte[] NOTHING = new byte[0];
  private static final int MAX_REASON = 150;

  private static final HttpResponse CUT = empty(503);

  private final int status;
  private final Headers headers;
  private final byte[] body;
  private final @Nullable BodyWriter writer;
  private final boolean compressible;
  private final String reason;

  private HttpResponse(
      int status,
      Headers headers,
      byte[] body,
      @Nullable BodyWriter writer,
      boolean compressible,
      String reason) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 200 to 599)");
    }
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.writer = writer;
    this.compressible = compressible;
    this.reason = reason;
  }

  /** Only a status. */
  public static HttpResponse empty(int status) {
    return new HttpResponse(status, Headers.none(), NOTHING, null, false, "");
  }

  /** No answer at all: the connection is closed. For tests of what clients do when a server dies. */
  public static HttpResponse cut() {
    return CUT;
  }

  /** Whether this is {@link #cut}. */
  boolean isCut() {
    return this == CUT;
  }

  /** Plain text in UTF-8, sent as it is (no line end is added). */
  public static HttpResponse text(int status, String text) {
    return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON bytes in UTF-8. */
  public static HttpResponse json(int status, byte[] json) {
    return bytes(status, "application/json", json);
  }

  /** Any bytes; the array must not change any more. */
  public static HttpResponse bytes(int status, String contentType, byte[] body) {
    return new HttpResponse(status, Headers.of("Content-Type", contentType), body, null, false, "");
  }

  /** A body written on the server's blocking executor while it is sent; memory does not grow with its length. */
  public static HttpResponse stream(int status, String contentType, BodyWriter writer) {
    return new HttpResponse(
        status, Headers.of("Content-Type", contentType), NOTHING, writer, false, "");
  }

  /** The same with gzip where the client accepts it; also adds {@code Vary: Accept-Encoding}. */
  public HttpResponse compressible() {
    return new HttpResponse(
        status, headers.with("Vary", "Accept-Encoding"), body, writer, true, reason);
  }

  /** The same with exactly one header of that name. */
  public HttpResponse withHeader(String name, String value) {
    return new HttpResponse(status, headers.with(name, value), body, writer, compressible, reason);
  }

  /** The same with these headers added, each replacing those of its name. */
  public HttpResponse withHeaders(Headers more) {
    HttpResponse[] result = {this};
    more.forEach((name, value) -> result[0] = result[0].withHeader(name, value));
    return result[0];
  }

  /**
   * The same with words behind the status code, for clients that show nothing else of an error. What is not printable ASCII is left out, and
   * what is too long is cut.
   */
  public HttpResponse withReason(String words) {
    String printable = words.replaceAll("[^ -~]+", " ").strip();
    String shown = printable.substring(0, Math.min(MAX_REASON, printable.length()));
    return new HttpResponse(status, headers, body, writer, compressible, shown);
  }

  /** The words behind the status code; empty for the usual ones. */
  public String reason() {
    return reason;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The headers without those of framing (Content-Length, Transfer-Encoding, Connection, Date). */
  public Headers headers() {
    return headers;
  }

  /** The body's bytes; empty for a streamed answer. Not a copy. */
  public byte[] body() {
    return body;
  }

  /** The writer of a streamed answer, or null. */
  public @Nullable BodyWriter writer() {
    return writer;
  }

  /** Whether gzip may be used. */
  public boolean isCompressible() {
    return compressible;
  }
}
