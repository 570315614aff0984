// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.io.IOException;
import java.util.Set;

/**
 * Jaeger's Thrift over HTTP: {@code POST /api/traces} with one binary Thrift Batch, and {@code GET /api/sampling}. Answers
 * have Jaeger's statuses and words, but for overload: there Jaeger drops and says 202, we say 503.
 */
public final class JaegerHttpReceiver {
  private static final Set<String> MEDIA_TYPES =
      Set.of("application/x-thrift", "application/vnd.apache.thrift.binary");

  private JaegerHttpReceiver() {}

  /** Starts to listen. */
  public static Receiver start(ListenerSettings settings, ReceiverContext context)
      throws IOException {
    Router.Builder routes = Router.builder()
        .post("/api/traces", new SpanPost(context, new Dialect(context.decodeLimits())))
        .get("/api/sampling", new SamplingHandler(context, "sampling", false));
    if (context.tenancy().enabled()) {
      routes.gate(new TenantGate(context.tenancy()));
    }
    return HttpReceiver.start(ReceiverKind.JAEGER_HTTP.flag(), settings, context, routes);
  }

  private record Dialect(DecodeLimits limits) implements SpanPost.Dialect {
    @Override
    public SpanFormat format() {
      return SpanFormat.JAEGER;
    }

    @Override
    public void check(HttpRequest request) {
      String contentType = request.header("Content-Type");
      if (contentType == null || contentType.isBlank()) {
        throw new HttpException(400, "Cannot parse content type: mime: no media type");
      }
      String type = request.mediaType();
      if (!MediaTypes.isWellFormed(type)) {
        throw new HttpException(
            400, "Cannot parse content type: mime: expected slash after first token");
      }
      if (!MEDIA_TYPES.contains(type)) {
        throw new HttpException(400, "Unsupported content type: " + MediaTypes.escaped(type));
      }
    }

    @Override
    public SpanBatch decode(HttpRequest decoded) throws DecodeException {
      return JaegerThrift.decodeBatch(decoded.body(), limits);
    }

    @Override
    public HttpResponse accepted(HttpRequest request, IntakeResult result) {
      return HttpResponse.empty(202);
    }

    @Override
    public HttpResponse undecodable(HttpRequest request, DecodeException failure) {
      return HttpResponse.text(
          failure.isTooLarge() ? 413 : 400,
          "Unable to process request body: " + failure.getMessage() + "\n");
    }

    @Override
    public HttpResponse refused(HttpRequest request, Refusal refusal) {
      return SpanPost.plainRefusal("Cannot submit Jaeger batch: ", refusal);
    }
  }
}
