// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.server.http.HttpResponse;
import java.util.concurrent.CompletionStage;

/** Answers calls that have passed the gate; runs on an executor's thread, so it may block. */
@FunctionalInterface
interface ApiHandler {
  /** Throws {@link io.tracingonsls.logservice.error.ServiceException}, or completes with it, to answer an error. */
  CompletionStage<HttpResponse> handle(ApiCall call);

  /** A handler that has its answer when it returns. */
  @FunctionalInterface
  interface Blocking {
    HttpResponse handle(ApiCall call);
  }
}
