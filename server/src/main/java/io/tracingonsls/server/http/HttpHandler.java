// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletionStage;

/** Answers requests. */
@FunctionalInterface
public interface HttpHandler {
  /**
   * Answers one request, called on its connection's event loop: must not block. The stage may complete on any thread;
   * completing it exceptionally, or throwing, with an {@link HttpException} gives that status, with anything else 500
   * and a log line. A stage that never completes holds its connection and its body's bytes.
   */
  CompletionStage<HttpResponse> handle(HttpRequest request);
}
