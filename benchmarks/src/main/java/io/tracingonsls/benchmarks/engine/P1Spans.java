// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.engine.LogField;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Load profile P1 as rows: ten services with fifty operations, traces of one root and nine children, eleven attributes out of 97 keys with
 * a thousand values each, ten of them texts.
 */
final class P1Spans implements SpanSet {
  static final int SPANS_PER_TRACE = 10;
  private static final int KEYS = 97;
  private static final int VALUES = 1_000;
  private static final int ATTRIBUTES = 11;

  private final int traces;
  private final SplittableRandom random = new SplittableRandom(1);

  P1Spans(int traces) {
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
    return 10;
  }

  @Override
  public String rareKey() {
    return "attribute.key.7";
  }

  @Override
  public String rareValue(int number) {
    return "value-7-" + number % VALUES;
  }

  @Override
  public String numberKey() {
    return "number.key.7";
  }

  @Override
  public byte[] group(int firstTrace, int traceCount) {
    SpanGroup group = new SpanGroup();
    for (int trace = firstTrace; trace < firstTrace + traceCount; trace++) {
      long start = DAY_START * 1_000_000 + (long) trace * 86_400 * 1_000_000 / traces;
      for (int span = 0; span < SPANS_PER_TRACE; span++) {
        long begin = start + (span == 0 ? 0 : random.nextInt(1_000, 90_000));
        group.add(begin, fields(trace, span, begin));
      }
    }
    return group.shuffled(random);
  }

  private List<LogField> fields(int trace, int span, long begin) {
    int service = random.nextInt(services());
    long duration = span == 0 ? 100_000 : random.nextInt(100, 10_000);
    List<LogField> fields = new ArrayList<>(17);
    fields.add(new LogField("host", "host-service-" + service));
    fields.add(new LogField("service", "service-" + service));
    fields.add(new LogField(
        "resource",
        "{\"service.name\":\"service-" + service + "\",\"hostname\":\"host-service-" + service
            + "\",\"ip\":\"10.0.0." + service + "\"}"));
    fields.add(new LogField("otlp.name", ""));
    fields.add(new LogField("name", "operation-" + random.nextInt(50)));
    fields.add(new LogField("kind", ""));
    fields.add(new LogField("traceID", SpanSet.traceId(trace)));
    fields.add(new LogField("spanID", SpanSet.spanId(trace, span)));
    fields.add(new LogField("parentSpanID", span == 0 ? "" : SpanSet.spanId(trace, 0)));
    fields.add(new LogField("links", "[]"));
    fields.add(new LogField("logs", "[]"));
    fields.add(new LogField("traceState", ""));
    fields.add(new LogField("start", Long.toString(begin)));
    fields.add(new LogField("end", Long.toString(begin + duration)));
    fields.add(new LogField("duration", Long.toString(duration)));
    fields.add(new LogField("attribute", attributes()));
    fields.add(new LogField("statusCode", "UNSET"));
    return fields;
  }

  private String attributes() {
    StringBuilder json = new StringBuilder(400).append('{');
    int first = random.nextInt(KEYS);
    for (int i = 0; i < ATTRIBUTES; i++) {
      int key = (first + i * 7) % KEYS;
      int value = random.nextInt(VALUES);
      json.append(i == 0 ? "\"" : ",\"");
      if (i == ATTRIBUTES - 1) {
        json.append("number.key.").append(key).append("\":").append(value);
      } else {
        json.append("attribute.key.").append(key).append("\":\"value-");
        json.append(key).append('-').append(value).append('"');
      }
    }
    return json.append('}').toString();
  }
}
