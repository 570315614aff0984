// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

/** Told about requests, for metrics and access logs. Called on event loops; must not block or throw. */
public interface RequestObserver {
  /** Ignores everything. */
  RequestObserver NONE = new RequestObserver() {};

  /**
   * An answer was written.
   *
   * @param routeTemplate for example {@code /api/traces/{id}}; {@code "unmatched"} when there is none
   * @param requestBytes length of the body as received
   * @param durationNanos from the complete head to the end of the answer
   */
  default void completed(
      String method, String routeTemplate, int status, long requestBytes, long durationNanos) {}

  /** A request or connection was refused by a limit or as malformed; the reason is a short fixed word. */
  default void rejected(String reason) {}
}
