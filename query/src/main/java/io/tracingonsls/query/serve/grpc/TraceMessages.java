// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.opentelemetry.proto.trace.v1.TracesData;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.generated.apiv2.Span;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.otlp.OtlpProto;
import io.tracingonsls.wire.otlp.OtlpView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Cuts traces into messages that stay well below the four MiB a client takes by default. A message holds spans of one trace and is never
 * empty; a single span that is larger goes alone.
 */
final class TraceMessages {
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_SPANS = 1_000;

  private TraceMessages() {}

  /** Spans in Jaeger's model. */
  static void jaeger(List<TraceSpan> spans, Consumer<List<Span>> message) {
    List<Span> chunk = new ArrayList<>();
    int bytes = 0;
    for (TraceSpan located : spans) {
      Span span = JaegerProto.span(located);
      int size = span.getSerializedSize();
      if (!chunk.isEmpty() && (bytes + size > MOST_BYTES || chunk.size() == MOST_SPANS)) {
        message.accept(chunk);
        chunk = new ArrayList<>();
        bytes = 0;
      }
      chunk.add(span);
      bytes += size;
    }
    if (!chunk.isEmpty()) {
      message.accept(chunk);
    }
  }

  /** Spans in OTLP's shape. */
  static void otlp(List<TraceSpan> spans, Consumer<TracesData> message) {
    for (int from = 0; from < spans.size(); from += MOST_SPANS) {
      halved(spans.subList(from, Math.min(spans.size(), from + MOST_SPANS)), message);
    }
  }

  /** Halves until a part fits; at most ten times, for a part starts with at most a thousand spans. */
  private static void halved(List<TraceSpan> spans, Consumer<TracesData> message) {
    TracesData data = OtlpProto.tracesData(OtlpView.group(spans));
    if (spans.size() > 1 && data.getSerializedSize() > MOST_BYTES) {
      int middle = spans.size() / 2;
      halved(spans.subList(0, middle), message);
      halved(spans.subList(middle, spans.size()), message);
    } else {
      message.accept(data);
    }
  }
}
