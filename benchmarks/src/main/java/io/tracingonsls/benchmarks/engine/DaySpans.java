// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The 24-hour data set: traces of eight spans spread evenly over a day, 20 services with 200 operations, 17 fields of which one is a
 * JSON object of ten attributes; about 850 bytes of protobuf per span. Seeded: the same numbers give the same bytes.
 */
final class DaySpans {
  static final long DAY_START = 1_760_000_000L;
  static final int SPANS_PER_TRACE = 8;
  private static final int DAY_SECONDS = 86_400;
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
  private static final int[] STATUS = {200, 200, 200, 200, 201, 204, 301, 400, 404, 500};

  private final int traces;
  private final SplittableRandom random = new SplittableRandom(42);

  DaySpans(int traces) {
    this.traces = traces;
  }

  /** Id of a trace. */
  static String traceId(long trace) {
    return hex(mix(trace * 2 + 1)) + hex(mix(trace * 2 + 2));
  }

  private static String hex(long value) {
    String text = Long.toHexString(value);
    return "0".repeat(16 - text.length()) + text;
  }

  private static long mix(long value) {
    long x = value * 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    return x ^ (x >>> 31);
  }

  /** A LogGroup of the spans of the given traces, in mixed order as parallel services would send them. */
  byte[] group(int firstTrace, int traceCount) {
    List<Span> spans = new ArrayList<>();
    for (int trace = firstTrace; trace < firstTrace + traceCount; trace++) {
      addTrace(trace, spans);
    }
    for (int i = spans.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Span swap = spans.get(i);
      spans.set(i, spans.get(j));
      spans.set(j, swap);
    }
    LogGroupWriter writer = new LogGroupWriter(new GroupHeader("", "10.0.0.7", List.of()));
    spans.forEach(span -> writer.log(span.seconds(), -1, span.fields()));
    return writer.toByteArray();
  }

  private record Span(long seconds, List<LogField> fields) {}

  private void addTrace(int trace, List<Span> spans) {
    long start = DAY_START * 1_000_000
        + (long) trace * DAY_SECONDS * 1_000_000 / traces
        + random.nextInt(200_000);
    for (int i = 0; i < SPANS_PER_TRACE; i++) {
      long duration = 500 + (long) Math.exp(random.nextDouble() * 11);
      long begin = start + (long) i * 3000 + random.nextInt(2000);
      String parent = i == 0 ? "" : spanId(trace, (i - 1) / 2);
      spans.add(new Span(begin / 1_000_000, fields(trace, i, parent, begin, duration)));
    }
  }

  private static String spanId(int trace, int span) {
    return hex(mix(trace * 31L + span + 7_000_000_000L));
  }

  private List<LogField> fields(int trace, int span, String parent, long begin, long duration) {
    int service = random.nextInt(20);
    int status = STATUS[random.nextInt(STATUS.length)];
    List<LogField> fields = new ArrayList<>(17);
    fields.add(new LogField("host", "node-" + (service % 7)));
    fields.add(new LogField("service", "service-" + service));
    fields.add(new LogField("resource", resource(service)));
    fields.add(new LogField("otlp.name", "io.opentelemetry.servlet"));
    fields.add(new LogField("name", "operation-" + (service * 10 + random.nextInt(10))));
    fields.add(new LogField("kind", span == 0 ? "server" : "client"));
    fields.add(new LogField("traceID", traceId(trace)));
    fields.add(new LogField("spanID", spanId(trace, span)));
    fields.add(new LogField("parentSpanID", parent));
    fields.add(new LogField("links", "[]"));
    fields.add(new LogField("logs", logs(begin)));
    fields.add(new LogField("traceState", ""));
    fields.add(new LogField("start", Long.toString(begin)));
    fields.add(new LogField("end", Long.toString(begin + duration)));
    fields.add(new LogField("duration", Long.toString(duration)));
    fields.add(new LogField("attribute", attributes(status)));
    fields.add(new LogField("statusCode", status >= 500 ? "ERROR" : "UNSET"));
    return fields;
  }

  private static String resource(int service) {
    return "{\"service.name\":\"service-" + service
        + "\",\"telemetry.sdk.language\":\"java\",\"host.name\":\"node-" + (service % 7) + "\"}";
  }

  private String logs(long begin) {
    if (random.nextInt(10) != 0) {
      return "[]";
    }
    return "[{\"time\":" + (begin + 100)
        + ",\"name\":\"exception\",\"attribute\":{\"exception.message\":\"connection "
        + (random.nextInt(100) == 0 ? "refused" : "reset") + " by peer " + random.nextInt(50)
        + "\"}}]";
  }

  private String attributes(int status) {
    return String.format(
        Locale.ROOT,
        "{\"http.method\":\"%s\",\"http.url\":\"http://shop.example/api/v1/items/%d?page=%d\",\"http.status_code\":%d,"
            + "\"net.peer.ip\":\"10.1.%d.%d\",\"user.id\":\"user-%d\",\"component\":\"http\",\"thread.id\":%d,"
            + "\"k8s.pod\":\"pod-%d\",\"retry\":%b,\"bytes\":%d}",
        METHODS[random.nextInt(METHODS.length)],
        random.nextInt(5000),
        random.nextInt(20),
        status,
        random.nextInt(4),
        random.nextInt(250),
        random.nextInt(10_000),
        random.nextInt(64),
        random.nextInt(60),
        random.nextInt(50) == 0,
        random.nextInt(20_000));
  }
}
