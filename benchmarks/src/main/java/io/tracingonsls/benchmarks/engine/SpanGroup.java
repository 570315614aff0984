// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.ingest.LogGroupWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Spans on their way into a LogGroup. */
final class SpanGroup {
  private final List<Span> spans = new ArrayList<>();

  private record Span(long seconds, List<LogField> fields) {}

  void add(long startMicros, List<LogField> fields) {
    spans.add(new Span(startMicros / 1_000_000, fields));
  }

  /** The LogGroup, its logs in random order. */
  byte[] shuffled(SplittableRandom random) {
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
}
