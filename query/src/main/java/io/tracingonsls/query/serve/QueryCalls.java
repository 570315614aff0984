// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.fetch.SingleFlight;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Secret;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How routes run their reads: on the bounded executor, within the limits, stopped when the client goes, failures mapped in one place. */
final class QueryCalls {
  private final QueryExecutor executor;
  private final QueryLimits limits;
  private final BearerTokens tokens;
  private final SingleFlight<Object, Object> flights = new SingleFlight<>();

  QueryCalls(QueryExecutor executor, QueryLimits limits, BearerTokens tokens) {
    this.executor = executor;
    this.limits = limits;
    this.tokens = tokens;
  }

  /** Renders one answer to the pipe; on a reading thread. */
  @FunctionalInterface
  interface Rendering {
    void run(RequestScope scope, AnswerPipe pipe) throws Exception;
  }

  /** Reads one value; on a reading thread. */
  @FunctionalInterface
  interface Reading<T> {
    T run(RequestScope scope) throws Exception;
  }

  private RequestScope scope(HttpRequest request) {
    return RequestScope.of(
        TenantGate.tenant(request), tokens.of(request), limits, new CancelFlag());
  }

  /** Answers with a document that is written as it is read. */
  CompletionStage<HttpResponse> stream(HttpRequest request, Rendering rendering) {
    return stream(request, "application/json", rendering);
  }

  /** The same for another type of document. */
  CompletionStage<HttpResponse> stream(
      HttpRequest request, String contentType, Rendering rendering) {
    RequestScope scope = scope(request);
    request.onAbandoned(scope.cancel()::cancel);
    AnswerPipe pipe = new AnswerPipe(contentType, scope.cancel()::cancel);
    CompletableFuture<Boolean> run = executor.submit(scope.context(), () -> {
      rendering.run(scope, pipe);
      pipe.finish();
      return true;
    });
    CompletableFuture<Boolean> unused = run.whenComplete((done, failure) -> {
      if (failure != null) {
        pipe.fail(ApiFailures.toHttp(failure));
      }
    });
    return pipe.response();
  }

  /** Reads a value on the executor and answers with a document of it. */
  <T> CompletionStage<HttpResponse> answer(
      HttpRequest request, Reading<T> reading, Function<T, HttpResponse> document) {
    RequestScope scope = scope(request);
    request.onAbandoned(scope.cancel()::cancel);
    return mapped(executor.submit(scope.context(), () -> document.apply(reading.run(scope))));
  }

  /**
   * The same, sharing the read with equal questions that are asked at the same time.
   *
   * @param question must be equal only for requests of the same kind that have the same answer; tenant and token are added
   */
  <T> CompletionStage<HttpResponse> shared(
      HttpRequest request,
      Object question,
      Reading<T> reading,
      Function<T, HttpResponse> document) {
    String tenant = TenantGate.tenant(request);
    Secret token = tokens.of(request);
    SingleFlight.Share<Object> share =
        flights.ask(new Question(tenant, token, question), cancel -> {
          RequestScope scope = RequestScope.of(tenant, token, limits, cancel);
          return executor.submit(scope.context(), () -> reading.run(scope));
        });
    request.onAbandoned(share::leave);
    // The question's kind decides the type, so the cast holds.
    @SuppressWarnings("unchecked")
    CompletableFuture<T> value = (CompletableFuture<T>) (CompletableFuture<?>) share.answer();
    return mapped(value.thenApply(document));
  }

  private record Question(String tenant, @Nullable Secret token, Object question) {}

  private static CompletionStage<HttpResponse> mapped(CompletableFuture<HttpResponse> answer) {
    return answer.exceptionallyCompose(failure -> {
      HttpException http = ApiFailures.toHttp(failure);
      return CompletableFuture.failedStage(http);
    });
  }
}
