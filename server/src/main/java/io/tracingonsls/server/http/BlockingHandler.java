// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs a blocking function on an executor; answers 503 when the executor refuses. */
public final class BlockingHandler implements HttpHandler {
  /** A handler that may block. */
  @FunctionalInterface
  public interface Blocking {
    /** Answers one request on a thread of the executor; exceptions as in {@link HttpHandler#handle}. */
    HttpResponse handle(HttpRequest request) throws Exception;
  }

  private final Executor executor;
  private final Blocking handler;

  /** The executor stays owned by the caller. */
  public BlockingHandler(Executor executor, Blocking handler) {
    this.executor = executor;
    this.handler = handler;
  }

  @Override
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    try {
      executor.execute(() -> run(request, answer));
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(HttpException.unavailable("server is busy", 1));
    }
    return answer;
  }

  private void run(HttpRequest request, CompletableFuture<HttpResponse> answer) {
    try {
      answer.complete(handler.handle(request));
    } catch (Throwable e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      answer.completeExceptionally(e);
    }
  }
}
