// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds calls to a router: each runs on an executor, has its body's signature checked, and has its failures answered in JSON. */
final class ApiRoutes {
  private static final Logger log = LoggerFactory.getLogger(ApiRoutes.class);

  private final Router.Builder router;
  private final Function<HttpRequest, ApiCall> calls;
  private final SignatureGate gate;

  ApiRoutes(Router.Builder router, HostProjects hosts, SignatureGate gate) {
    this.router = router;
    this.calls = request -> new ApiCall(request, hosts.project(request.host()));
    this.gate = gate;
  }

  void add(String method, String template, Executor executor, ApiHandler.Blocking handler) {
    addAsync(
        method, template, executor, call -> CompletableFuture.completedStage(handler.handle(call)));
  }

  void addAsync(String method, String template, Executor executor, ApiHandler handler) {
    router.route(method, template, onExecutor(executor, handler));
  }

  private HttpHandler onExecutor(Executor executor, ApiHandler handler) {
    return request -> {
      CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
      try {
        executor.execute(() -> run(request, handler, answer));
      } catch (RejectedExecutionException e) {
        answer.complete(
            Answers.error(new ServiceException(ErrorCode.SERVER_BUSY, "Too many queued requests")));
      }
      return answer;
    };
  }

  private void run(
      HttpRequest request, ApiHandler handler, CompletableFuture<HttpResponse> answer) {
    try {
      gate.checkBody(request);
      CompletionStage<HttpResponse> stage = handler.handle(calls.apply(request));
      stage.whenComplete((response, failure) ->
          answer.complete(failure == null ? response : failed(request, failure)));
    } catch (Throwable e) {
      answer.complete(failed(request, e));
      if (e instanceof VirtualMachineError fatal) {
        throw fatal;
      }
    }
  }

  private static HttpResponse failed(HttpRequest request, Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
    ServiceException known = Failures.toServiceException(cause);
    if (known.code().status() == 500) {
      log.warn("{} {}: failed", request.method(), request.routeTemplate(), cause);
    }
    return Answers.error(known);
  }
}
