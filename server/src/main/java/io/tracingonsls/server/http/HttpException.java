// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import org.jspecify.annotations.Nullable;

/** Ends a request with an error status; its message is shown to the client, so it holds no secret and no stack trace. */
public final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;

  /** An error with the given status (400 to 599) and client-visible message. */
  public HttpException(int status, String message) {
    this(status, message, Headers.none(), null);
  }

  /** The same with a cause for the log. */
  public HttpException(int status, String message, @Nullable Throwable cause) {
    this(status, message, Headers.none(), cause);
  }

  /** The same with extra response headers, for example Retry-After. */
  public HttpException(int status, String message, Headers headers, @Nullable Throwable cause) {
    super(message, cause, false, cause != null);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status: " + status + " (expected: 400 to 599)");
    }
    this.status = status;
    this.headers = headers;
  }

  /** 503 with Retry-After. */
  public static HttpException unavailable(String message, int retryAfterSeconds) {
    return new HttpException(
        503, message, Headers.of("Retry-After", Integer.toString(retryAfterSeconds)), null);
  }

  /** The status to answer. */
  public int status() {
    return status;
  }

  /** The text to answer, possibly empty. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** Extra headers of the answer. */
  public Headers headers() {
    return headers;
  }
}
