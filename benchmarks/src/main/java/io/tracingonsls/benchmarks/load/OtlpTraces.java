// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Sends traces of a given size as OTLP JSON. */
final class OtlpTraces {
  private static final int SPANS_PER_REQUEST = 500;
  private static final int ATTRIBUTES = 11;

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
        String body = body(id, from, Math.min(spans, from + SPANS_PER_REQUEST), startNanos);
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

  private String body(String traceId, int from, int to, long startNanos) {
    StringBuilder json = new StringBuilder("{\"resourceSpans\":[{\"resource\":{\"attributes\":[")
        .append(attribute("service.name", "service-" + random.nextInt(10)))
        .append("]},\"scopeSpans\":[{\"spans\":[");
    for (int i = from; i < to; i++) {
      long start = startNanos + i * 1_000_000L;
      json.append(i == from ? "" : ",")
          .append("{\"traceId\":\"")
          .append(traceId)
          .append("\",\"spanId\":\"")
          .append(String.format(Locale.ROOT, "%016x", i + 1))
          .append(i == 0 ? "" : "\",\"parentSpanId\":\"0000000000000001")
          .append("\",\"name\":\"operation-")
          .append(random.nextInt(50))
          .append("\",\"kind\":2,\"startTimeUnixNano\":\"")
          .append(start)
          .append("\",\"endTimeUnixNano\":\"")
          .append(start + 500_000)
          .append("\",\"attributes\":[");
      for (int k = 0; k < ATTRIBUTES; k++) {
        json.append(k == 0 ? "" : ",")
            .append(attribute("attribute.key." + k, "value-" + k + "-" + random.nextInt(1000)));
      }
      json.append("]}");
    }
    return json.append("]}]}]}").toString();
  }

  private static String attribute(String key, String value) {
    return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
  }
}
