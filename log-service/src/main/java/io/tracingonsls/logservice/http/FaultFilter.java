// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.server.http.HttpFilter;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Carries out the faults of a test's script. In a router only when the settings hold a script. */
final class FaultFilter implements HttpFilter {
  private final Faults faults;
  private final ScheduledExecutorService scheduler;

  FaultFilter(Faults faults, ScheduledExecutorService scheduler) {
    this.faults = faults;
    this.scheduler = scheduler;
  }

  @Override
  public CompletionStage<HttpResponse> apply(HttpRequest request, HttpHandler next) {
    Fault fault = faults.next(callOf(request));
    if (fault == null) {
      return next.handle(request);
    }
    if (fault instanceof Fault.Delay delay) {
      Executor later = task -> schedule(task, delay.pause().toMillis());
      return CompletableFuture.supplyAsync(() -> request, later).thenCompose(next::handle);
    }
    if (fault instanceof Fault.LoseAnswer) {
      return next.handle(request).thenApply(served -> HttpResponse.cut());
    }
    if (fault instanceof Fault.Refuse error) {
      HttpResponse answer = Answers.error(error.status(), error.code(), error.message());
      return CompletableFuture.completedStage(
          error.withRequestId()
              ? answer.withHeader(Answers.REQUEST_ID, Answers.newRequestId())
              : answer);
    }
    return CompletableFuture.completedStage(HttpResponse.cut());
  }

  private void schedule(Runnable task, long millis) {
    if (scheduler.schedule(task, millis, TimeUnit.MILLISECONDS).isCancelled()) {
      throw new IllegalStateException("delay: cancelled before it began");
    }
  }

  private static Call callOf(HttpRequest request) {
    String path = request.path();
    boolean post = request.method().equals("POST");
    if (post
        && (path.endsWith("/shards/lb") || path.endsWith("/shards/route") || isLogstore(path))) {
      return Call.WRITE;
    }
    boolean typed = request.query().contains("type");
    return path.endsWith("/logs") || (typed && path.startsWith("/logstores/"))
        ? Call.READ
        : Call.ADMIN;
  }

  private static boolean isLogstore(String path) {
    return path.startsWith("/logstores/") && path.indexOf('/', "/logstores/".length()) < 0;
  }
}
