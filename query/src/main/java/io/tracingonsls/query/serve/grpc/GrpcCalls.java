// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.server.grpc.BlockingResponses;
import io.tracingonsls.storage.CancelFlag;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How services run their reads: on the bounded executor, within limits and the client's deadline, stopped when the client goes. */
final class GrpcCalls {
  private static final Duration STALL = Duration.ofSeconds(30);

  private final QueryExecutor executor;
  private final QueryLimits limits;

  GrpcCalls(QueryExecutor executor, QueryLimits limits) {
    this.executor = executor;
    this.limits = limits;
  }

  QueryLimits limits() {
    return limits;
  }

  /** Reads one answer; on a reading thread. */
  @FunctionalInterface
  interface Reading<A> {
    A run(RequestScope scope) throws Exception;
  }

  /** Sends any number of messages; on a reading thread. */
  @FunctionalInterface
  interface Streaming<A> {
    void run(RequestScope scope, BlockingResponses<A> responses) throws Exception;
  }

  /** Answers a unary call. {@code doing} stands before what the storage says when it fails. */
  <A> void unary(StreamObserver<A> observer, String doing, Reading<A> reading) {
    RequestScope scope = scope();
    if (observer instanceof ServerCallStreamObserver<A> call) {
      call.setOnCancelHandler(scope.cancel()::cancel);
    }
    CompletableFuture<A> unused = executor
        .submit(scope.context(), () -> reading.run(scope))
        .whenComplete((answer, failure) -> {
          if (failure != null) {
            observer.onError(GrpcFailures.toStatus(failure, doing).asRuntimeException());
          } else if (!scope.cancel().cancelled()) {
            observer.onNext(answer);
            observer.onCompleted();
          }
        });
  }

  /** Answers a streaming call. */
  <A> void stream(StreamObserver<A> observer, String doing, Streaming<A> streaming) {
    RequestScope scope = scope();
    BlockingResponses<A> responses = new BlockingResponses<>(
        (ServerCallStreamObserver<A>) observer, STALL, scope.cancel()::cancel);
    CompletableFuture<Boolean> unused = executor
        .submit(scope.context(), () -> {
          streaming.run(scope, responses);
          return true;
        })
        .whenComplete((done, failure) -> {
          if (failure == null) {
            responses.complete();
          } else {
            responses.fail(GrpcFailures.toStatus(failure, doing));
          }
        });
  }

  /** Refuses a call before it reads anything. */
  static void refuse(StreamObserver<?> observer, StatusRuntimeException why) {
    observer.onError(why);
  }

  private RequestScope scope() {
    io.grpc.Deadline deadline = Context.current().getDeadline();
    Duration patience = deadline == null
        ? limits.timeout()
        : Duration.ofMillis(Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS)));
    return RequestScope.of(
        TenantInterceptor.tenant(), BearerInterceptor.token(), limits, new CancelFlag(), patience);
  }
}
