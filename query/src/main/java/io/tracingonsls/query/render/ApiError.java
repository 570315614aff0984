// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

/**
 * An entry of the envelope's {@code errors}.
 *
 * @param code HTTP status; 0 is left out
 * @param traceId Jaeger's spelling; empty is left out
 */
public record ApiError(int code, String message, String traceId) {
  public static ApiError of(int code, String message) {
    return new ApiError(code, message, "");
  }

  /** A trace of several that is not there. */
  public static ApiError traceNotFound(String traceId) {
    return new ApiError(0, "trace not found", traceId);
  }

  /** Something to know about an answer that is otherwise fine. */
  public static ApiError notice(String message) {
    return new ApiError(0, message, "");
  }
}
