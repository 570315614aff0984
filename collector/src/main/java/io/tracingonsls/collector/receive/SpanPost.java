// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.http.BlockingHandler;
import io.tracingonsls.server.http.DecodedBody;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.wire.DecodeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A POST of spans: check the head, undo the encoding, decode, submit, answer. What differs between protocols comes in as a
 * {@link Dialect}. Small plain bodies are decoded on the event loop, which is cheaper than a change of threads.
 */
final class SpanPost implements HttpHandler {
  private static final int INLINE_BYTES = 64 << 10;

  /** How one protocol reads requests and words its answers. */
  interface Dialect {
    SpanFormat format();

    /** Checks the head; an HttpException refuses the request. */
    void check(HttpRequest request);

    SpanBatch decode(HttpRequest decoded) throws DecodeException;

    HttpResponse accepted(HttpRequest request, IntakeResult result);

    HttpResponse undecodable(HttpRequest request, DecodeException failure);

    HttpResponse refused(HttpRequest request, Refusal refusal);
  }

  private final ReceiverContext context;
  private final Dialect dialect;

  SpanPost(ReceiverContext context, Dialect dialect) {
    this.context = context;
    this.dialect = dialect;
  }

  @Override
  public CompletionStage<HttpResponse> handle(HttpRequest request) {
    counted(() -> {
      dialect.check(request);
      return request;
    });
    if (request.bodyBytes().length <= INLINE_BYTES
        && !request.headers().contains("Content-Encoding")) {
      return process(request);
    }
    return onExecutor(request);
  }

  private CompletionStage<HttpResponse> onExecutor(HttpRequest request) {
    CompletableFuture<CompletionStage<HttpResponse>> processed = new CompletableFuture<>();
    HttpHandler hop = new BlockingHandler(context.decoding(), moved -> {
      processed.complete(process(moved));
      return HttpResponse.empty(202);
    });
    return hop.handle(request).thenCompose(ignored -> processed.thenCompose(Function.identity()));
  }

  private CompletionStage<HttpResponse> process(HttpRequest request) {
    HttpRequest decoded =
        counted(() -> DecodedBody.decode(request, context.httpLimits().maxDecodedBytes()));
    SpanBatch batch;
    try {
      batch = dialect.decode(decoded);
    } catch (DecodeException e) {
      context.httpMetrics().undecodable(e);
      return CompletableFuture.completedStage(dialect.undecodable(request, e));
    }
    Origin origin = new Origin(dialect.format(), "http", TenantGate.tenantOf(request));
    return context
        .intake()
        .submit(batch, origin)
        .handle((result, failure) -> failure == null
            ? dialect.accepted(request, result)
            : dialect.refused(request, Refusal.of(failure)));
  }

  /** A step that may refuse the request, which then counts as refused. */
  private HttpRequest counted(Supplier<HttpRequest> step) {
    try {
      return step.get();
    } catch (HttpException refused) {
      context
          .httpMetrics()
          .rejected(
              switch (refused.status()) {
                case 413 -> "too_large";
                case 415 -> "unsupported_type";
                default -> "malformed";
              });
      throw refused;
    }
  }

  /** A plain-text refusal with Retry-After where it helps. */
  static HttpResponse plainRefusal(String prefix, Refusal refusal) {
    HttpResponse response =
        HttpResponse.text(refusal.kind().httpStatus(), prefix + refusal.message() + "\n");
    return refusal.kind() == Refusal.Kind.LATER
        ? response.withHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()))
        : response;
  }
}
