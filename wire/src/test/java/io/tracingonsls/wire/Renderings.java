// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Decoded batches as Jaeger's JSON. */
public final class Renderings {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Renderings() {}

  /** The trace of this id, from all batches, in order of arrival. */
  public static JsonNode trace(String traceId, List<SpanBatch> batches) throws IOException {
    TraceId id = TraceId.parse(traceId);
    List<TraceSpan> spans = new ArrayList<>();
    for (SpanBatch batch : batches) {
      batch.flatten().stream().filter(span -> span.span().traceId().equals(id)).forEach(spans::add);
    }
    return JSON.readTree(json(new Trace(id, spans, List.of())));
  }

  public static String json(Trace trace) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.getFactory().createGenerator(text)) {
      new JaegerTraceJson(generator).write(trace);
    }
    return text.toString();
  }
}
