// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends traces of a given size as OTLP JSON. Their services and attributes are their own, so that no other search finds them. */
final class OtlpTraces {
  private static final int SPANS_PER_REQUEST = 500;
  private static final int ATTRIBUTES = 11;
  private static final int FAMILY = 10;
  private static final long NANOS_APART = 1_000_000;
  private static final int SERVICES = 10;

  private final URI server;
  private final SplittableRandom random;

  OtlpTraces(URI server, SplittableRandom random) {
    this.server = server;
    this.random = random;
  }

  /** Sends one trace that began at a time and returns its id. */
  String send(int spans, long startNanos) throws IOException {
    String id = String.format(Locale.ROOT, "%016x%016x", random.nextLong() | 1, random.nextLong());
    try (HttpConnection connection = new HttpConnection(server)) {
      for (int from = 0; from < spans; from += SPANS_PER_REQUEST) {
        String body = body(id, from, spans, startNanos);
        int status = connection.post(
            "/v1/traces",
            Map.of("Content-Type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8));
        if (status != 200) {
          throw new IOException("the collector answered " + status);
        }
      }
    }
    return id;
  }

  private String body(String traceId, int from, int spans, long startNanos) {
    int to = Math.min(spans, from + SPANS_PER_REQUEST);
    StringBuilder json = new StringBuilder("{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
        .append(attribute("service.name", "large-" + random.nextInt(SERVICES)))
        .append("]},\"scopeSpans\":[{\"spans\":[");
    for (int i = from; i < to; i++) {
      long start = startNanos + i * NANOS_APART;
      json.append(i == from ? "" : ",")
          .append("{\"traceId\":\"")
          .append(traceId)
          .append("\",\"spanId\":\"")
          .append(spanId(i))
          .append(i == 0 ? "" : "\",\"parentSpanId\":\"" + spanId(parent(i)))
          .append("\",\"name\":\"operation-")
          .append(random.nextInt(50))
          .append("\",\"kind\":2,\"startTimeUnixNano\":\"")
          .append(start)
          .append("\",\"endTimeUnixNano\":\"")
          .append(start + NANOS_APART * size(i, spans))
          .append("\",\"attributes\":[");
      for (int k = 0; k < ATTRIBUTES; k++) {
        json.append(k == 0 ? "" : ",")
            .append(attribute("large.key." + k, "value-" + k + "-" + random.nextInt(1000)));
      }
      json.append("]}");
    }
    return json.append("]}]}]}").toString();
  }

  private static String spanId(int span) {
    return String.format(Locale.ROOT, "%016x", span + 1);
  }

  /** Below the root stands each tenth span, below that the nine that follow it. */
  private static int parent(int span) {
    return span % FAMILY == 0 ? 0 : span - span % FAMILY;
  }

  /** Spans that lie within one, itself included: as long as that it takes. */
  private static int size(int span, int spans) {
    return span == 0 ? spans : span % FAMILY == 0 ? FAMILY : 1;
  }

  private static String attribute(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }
}
