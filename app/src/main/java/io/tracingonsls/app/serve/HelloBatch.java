// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/** A batch of one span that starts now, as a shell command to copy: Thrift is binary, so it travels as Base64. */
final class HelloBatch {
  static final String SERVICE = "hello";

  private HelloBatch() {}

  /** Sends the span to the collector and looks for it at the query server. */
  static String commands(String collectorUrl, String queryUrl, Clock clock) {
    String send = "echo " + Base64.getEncoder().encodeToString(bytes(clock)) + " | base64 -d |\n"
        + "  curl -s -w '%{http_code}\\n' -H Content-Type:application/x-thrift --data-binary @- "
        + collectorUrl
        + "/api/traces\n";
    return queryUrl.isEmpty()
        ? send
        : send + "curl -s '" + queryUrl + "/api/traces?service=" + SERVICE + "'\n";
  }

  private static byte[] bytes(Clock clock) {
    long nanos = clock.millis() * 1_000_000;
    Span span = Span.builder()
        .traceId(new TraceId(0, nanos | 1))
        .spanId(new SpanId(nanos | 1))
        .jaegerFlags(1)
        .name("say hello")
        .startNanos(nanos)
        .durationNanos(1_000_000)
        .build();
    return JaegerThrift.encodeBatch(
        ResourceSpans.of(Resource.ofService(SERVICE, Attributes.empty()), List.of(span)));
  }
}
