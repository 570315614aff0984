// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.zipkin.ZipkinJson;
import io.tracingonsls.wire.zipkin.ZipkinProto;
import io.tracingonsls.wire.zipkin.ZipkinThrift;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/**
 * Zipkin over HTTP: {@code POST /api/v1/spans} (JSON or Thrift) and {@code POST /api/v2/spans} (JSON or protobuf). The media
 * type decides only between the two; anything unknown is read as JSON, as Jaeger does. {@code GET /health} is what Zipkin's
 * own clients ask for.
 */
final class ZipkinReceiver {
  private ZipkinReceiver() {}

  static Receiver start(ListenerSettings settings, ReceiverContext context) throws IOException {
    HttpHandler v1 = new SpanPost(context, new Dialect(true, context.decodeLimits()));
    HttpHandler v2 = new SpanPost(context, new Dialect(false, context.decodeLimits()));
    Router.Builder routes = Router.builder()
        .post("/api/v1/spans", v1)
        .post("/api/v2/spans", v2)
        .get(
            "/health",
            request -> CompletableFuture.completedStage(HttpResponse.json(
                200, "{\"status\":\"UP\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
    if (context.tenancy().enabled()) {
      routes.gate(new TenantGate(context.tenancy()));
    }
    return HttpReceiver.start(ReceiverKind.ZIPKIN.flag(), settings, context, routes);
  }

  private record Dialect(boolean v1, DecodeLimits limits) implements SpanPost.Dialect {
    @Override
    public SpanFormat format() {
      return SpanFormat.ZIPKIN;
    }

    @Override
    public void check(HttpRequest request) {
      // Every media type is read as something.
    }

    @Override
    public SpanBatch decode(HttpRequest decoded) throws DecodeException {
      String type = decoded.mediaType();
      if (v1) {
        return type.equals("application/x-thrift")
            ? ZipkinThrift.decodeList(decoded.body(), limits)
            : ZipkinJson.decodeV1(decoded.body(), limits);
      }
      return type.equals("application/x-protobuf")
          ? ZipkinProto.decode(decoded.body(), limits)
          : ZipkinJson.decodeV2(decoded.body(), limits);
    }

    @Override
    public HttpResponse accepted(HttpRequest request, IntakeResult result) {
      return HttpResponse.empty(202);
    }

    @Override
    public HttpResponse undecodable(HttpRequest request, DecodeException failure) {
      return HttpResponse.text(failure.isTooLarge() ? 413 : 400, failure.getMessage() + "\n");
    }

    @Override
    public HttpResponse refused(HttpRequest request, Refusal refusal) {
      return SpanPost.plainRefusal("Cannot submit Zipkin batch: ", refusal);
    }
  }
}
