// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletionStage;

/** Decides about a request before its body is read, so that a stranger cannot make the server hold bodies. */
@FunctionalInterface
public interface HttpGate {
  /**
   * Completes with null to let the request in; completes exceptionally with an {@link HttpException} (401, 403, …) to
   * refuse it. Called on the event loop with an empty body: must not block.
   */
  CompletionStage<Void> admit(HttpRequest head);
}
