// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.engine.LogField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The 24-hour data set: traces of eight spans spread evenly over a day, 20 services with 200 operations, 17 fields of which one is a
 * JSON object of ten attributes; about 850 bytes of protobuf per span. Seeded: the same numbers give the same bytes.
 */
final class DaySpans implements SpanSet {
  static final int SPANS_PER_TRACE = 8;
  private static final int DAY_SECONDS = 86_400;
  private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
  private static final int[] STATUS = {200, 200, 200, 200, 201, 204, 301, 400, 404, 500};

  private final int traces;
  private final SplittableRandom random = new SplittableRandom(42);

  DaySpans(int traces) {
    this.traces = traces;
  }

  @Override
  public int traces() {
    return traces;
  }

  @Override
  public int spansPerTrace() {
    return SPANS_PER_TRACE;
  }

  @Override
  public int services() {
    return 20;
  }

  @Override
  public String rareKey() {
    return "user.id";
  }

  @Override
  public String rareValue(int number) {
    return "user-" + number % 10_000;
  }

  @Override
  public String numberKey() {
    return "http.status_code";
  }

  @Override
  public byte[] group(int firstTrace, int traceCount) {
    SpanGroup group = new SpanGroup();
    for (int trace = firstTrace; trace < firstTrace + traceCount; trace++) {
      addTrace(trace, group);
    }
    return group.shuffled(random);
  }

  private void addTrace(int trace, SpanGroup group) {
    long start = DAY_START * 1_000_000
        + (long) trace * DAY_SECONDS * 1_000_000 / traces
        + random.nextInt(200_000);
    for (int i = 0; i < SPANS_PER_TRACE; i++) {
      long duration = 500 + (long) Math.exp(random.nextDouble() * 11);
      long begin = start + (long) i * 3000 + random.nextInt(2000);
      String parent = i == 0 ? "" : SpanSet.spanId(trace, (i - 1) / 2);
      group.add(begin, fields(trace, i, parent, begin, duration));
    }
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
    fields.add(new LogField("traceID", SpanSet.traceId(trace)));
    fields.add(new LogField("spanID", SpanSet.spanId(trace, span)));
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
