// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spans of a profile whose trace ids and times are marks: numbers that occur nowhere else in an encoded request, so that {@link SpanBody} finds
 * where to put real ones. Not thread-safe.
 */
final class SampleSpans {
  static final long HIGH = 0x7A3C_91E5_5EED_F00DL;
  private static final long LOW = 0x6B1D_0F2E_4C5A_0000L;
  private static final long START_MICROS = 1_700_000_000_523_457L;

  private final Profile profile;
  private final SplittableRandom random;
  private int requests;

  /** Services and operations of profiles with very many are taken in turn, beginning with request number {@code first}. */
  SampleSpans(Profile profile, long seed, int first) {
    this.profile = profile;
    this.random = new SplittableRandom(seed);
    this.requests = first;
  }

  /** The mark in the low half of trace ids. */
  static long low(int trace) {
    return LOW + trace;
  }

  /** The mark of a span's start: each span has a second of its own. */
  static long startMicros(int span) {
    return START_MICROS + span * 1_000_000L;
  }

  ResourceSpans next() {
    int number = inTurn() ? requests % profile.services() : random.nextInt(profile.services());
    Resource resource = Resource.ofService(
        "service-" + number,
        Attributes.builder()
            .put("hostname", "host-" + number)
            .put("ip", "10.0.0." + random.nextInt(250))
            .build());
    List<Span> spans = new ArrayList<>(profile.spansPerRequest());
    SpanId root = new SpanId(0);
    for (int i = 0; i < profile.spansPerRequest(); i++) {
      boolean isRoot = i % profile.spansPerTrace() == 0;
      SpanId id = new SpanId(random.nextLong() | 1);
      spans.add(span(i, id, isRoot ? new SpanId(0) : root, isRoot));
      root = isRoot ? id : root;
    }
    requests++;
    return ResourceSpans.of(resource, spans);
  }

  private boolean inTurn() {
    return profile.operations() > profile.spansPerRequest();
  }

  private Span span(int index, SpanId id, SpanId parent, boolean isRoot) {
    int operation = inTurn()
        ? (requests / profile.services() * profile.spansPerRequest() + index) % profile.operations()
        : random.nextInt(profile.operations());
    long durationMicros = isRoot ? 100_000 : random.nextInt(100, 10_000);
    return Span.builder()
        .traceId(new TraceId(HIGH, low(index / profile.spansPerTrace())))
        .spanId(id)
        .parentSpanId(parent)
        .name("operation-" + operation)
        .jaegerFlags(1)
        .startNanos(startMicros(index) * 1_000)
        .durationNanos(durationMicros * 1_000)
        .attributes(attributes())
        .build();
  }

  private Attributes attributes() {
    Attributes.Builder attributes = Attributes.builder(profile.attributes());
    int first = random.nextInt(profile.keys());
    for (int i = 0; i < profile.attributes(); i++) {
      int key = (first + i * 7) % profile.keys();
      if (i == profile.attributes() - 1) {
        attributes.put("number.key." + key, (long) random.nextInt(profile.values()));
      } else {
        attributes.put(
            "attribute.key." + key, "value-" + key + "-" + random.nextInt(profile.values()));
      }
    }
    return attributes.build();
  }
}
