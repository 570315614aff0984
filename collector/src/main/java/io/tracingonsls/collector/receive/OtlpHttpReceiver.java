// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.http.ErrorRenderer;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.otlp.OtlpJson;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * OTLP over HTTP: {@code POST /v1/traces} in protobuf or JSON; the answer is in the language of the request. Spans that can
 * never be stored are reported as partial success.
 */
final class OtlpHttpReceiver {
  private OtlpHttpReceiver() {}

  static Receiver start(ListenerSettings settings, ReceiverContext context) throws IOException {
    Router.Builder routes = Router.builder()
        .post("/v1/traces", new SpanPost(context, new Dialect(context.decodeLimits())))
        .errors(OtlpHttpReceiver::error);
    if (context.tenancy().enabled()) {
      routes.gate(new TenantGate(context.tenancy()));
    }
    return HttpReceiver.start(ReceiverKind.OTLP_HTTP.flag(), settings, context, routes);
  }

  private static HttpResponse error(HttpException error, @Nullable HttpRequest request) {
    if (error.status() == 405) {
      return HttpResponse.text(405, "405 method not allowed, supported: [POST]")
          .withHeaders(error.headers());
    }
    if (request == null || !request.path().equals("/v1/traces")) {
      return ErrorRenderer.plainText().render(error, request);
    }
    boolean unknownType = error.status() == 415 && !OtlpAnswers.isKnownType(request.mediaType());
    return unknownType
        ? HttpResponse.text(415, error.text())
        : OtlpAnswers.status(
                request, error.status(), OtlpAnswers.grpcCode(error.status()), error.text())
            .withHeaders(error.headers());
  }

  private record Dialect(DecodeLimits limits) implements SpanPost.Dialect {
    @Override
    public SpanFormat format() {
      return SpanFormat.OTLP;
    }

    @Override
    public void check(HttpRequest request) {
      if (!OtlpAnswers.isKnownType(request.mediaType())) {
        throw new HttpException(
            415,
            "415 unsupported media type, supported: [application/json, application/x-protobuf]");
      }
    }

    @Override
    public SpanBatch decode(HttpRequest decoded) throws DecodeException {
      return OtlpAnswers.isJson(decoded)
          ? OtlpJson.decode(decoded.body(), limits)
          : OtlpProto.decode(decoded.body(), limits);
    }

    @Override
    public HttpResponse accepted(HttpRequest request, IntakeResult result) {
      return OtlpAnswers.success(request, result);
    }

    @Override
    public HttpResponse undecodable(HttpRequest request, DecodeException failure) {
      int status = failure.isTooLarge() ? 413 : 400;
      return OtlpAnswers.status(
          request, status, OtlpAnswers.grpcCode(status), String.valueOf(failure.getMessage()));
    }

    @Override
    public HttpResponse refused(HttpRequest request, Refusal refusal) {
      int status = refusal.kind().httpStatus();
      HttpResponse answer =
          OtlpAnswers.status(request, status, OtlpAnswers.grpcCode(status), refusal.message());
      return refusal.kind() == Refusal.Kind.LATER
          ? answer.withHeader("Retry-After", Integer.toString(refusal.retryAfterSeconds()))
          : answer;
    }
  }
}
