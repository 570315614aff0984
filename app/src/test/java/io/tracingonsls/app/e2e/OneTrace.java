// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import java.util.List;

/** A server's span with a client's below it, told in OpenTelemetry's words; other formats are written from the same numbers. */
record OneTrace(TraceId id, long startMicros) {
  static final String SERVICE = "same-everywhere";
  static final String TEXT = "żółw \"7\"";
  static final SpanId ROOT = new SpanId(0x0a1b_2c3d_4e5f_6071L);
  static final SpanId CHILD = new SpanId(0x8091_a2b3_c4d5_e6f7L);
  static final long ROOT_MICROS = 250_001;
  static final long CHILD_MICROS = 4_321;

  /** When the retry was logged. */
  long logMicros() {
    return startMicros + 1_234;
  }

  long childStartMicros() {
    return startMicros + 1_001;
  }

  ResourceSpans otlp() {
    Attributes resource = Attributes.builder()
        .put("host.name", "node-1")
        .put("process.pid", 4_711)
        .build();
    return ResourceSpans.of(Resource.ofService(SERVICE, resource), List.of(root(), child()));
  }

  private Span root() {
    Attributes retry = Attributes.builder().put("attempt", 2).build();
    return Span.builder()
        .traceId(id)
        .spanId(ROOT)
        .traceFlags(1)
        .name("GET /cart")
        .kind(SpanKind.SERVER)
        .startNanos(startMicros * 1_000)
        .durationNanos(ROOT_MICROS * 1_000)
        .attributes(Attributes.builder()
            .put("http.status_code", 503)
            .put("load", 0.25)
            .put("cached", false)
            .put("note", TEXT)
            .build())
        .status(new SpanStatus(SpanStatus.Code.ERROR, ""))
        .events(List.of(new SpanEvent(logMicros() * 1_000, "retry", retry)))
        .build();
  }

  private Span child() {
    return Span.builder()
        .traceId(id)
        .spanId(CHILD)
        .parentSpanId(ROOT)
        .traceFlags(1)
        .name("pay")
        .kind(SpanKind.CLIENT)
        .startNanos(childStartMicros() * 1_000)
        .durationNanos(CHILD_MICROS * 1_000)
        .attributes(Attributes.builder().put("card", "none").build())
        .build();
  }
}
