// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Whole traces of a known form, one trace per call. Span ids count from 1 in creation order; services are named {@code svc-0},
 * {@code svc-1}… behind the given prefix. Not thread-safe.
 */
public final class TraceShapes {
  private static final long MILLI = 1_000_000L;

  private final SplittableRandom random;
  private final long startNanos;
  private final String servicePrefix;

  /**
   * Makes a source of traces.
   *
   * @param startNanos when each root starts
   * @param servicePrefix put before every service name, so that tests that share a store don't meet
   */
  public TraceShapes(long seed, long startNanos, String servicePrefix) {
    this.random = new SplittableRandom(seed);
    this.startNanos = startNanos;
    this.servicePrefix = servicePrefix;
  }

  public TraceShapes(long seed) {
    this(seed, SeededSpans.DEFAULT_START.fromNanos(), "");
  }

  /** A root with {@code children} children in up to ten services. */
  public SpanBatch fanOut(int children) {
    Drawing drawing = new Drawing();
    drawing.add(0, 0, 1000, 0);
    for (int i = 0; i < children; i++) {
      drawing.add(1, 1 + i % 900, 50, 1 + i % 9);
    }
    return drawing.batch();
  }

  /** A chain: each span is the only child of the one before. */
  public SpanBatch deep(int depth) {
    Drawing drawing = new Drawing();
    for (int i = 0; i < depth; i++) {
      drawing.add(i, i % 1000, 2000 - i % 1000, i % 5);
    }
    return drawing.batch();
  }

  /** Three spans whose parents form a ring: there is no root. */
  public SpanBatch cyclic() {
    Drawing drawing = new Drawing();
    drawing.add(3, 0, 30, 0);
    drawing.add(1, 5, 20, 1);
    drawing.add(2, 10, 10, 2);
    return drawing.batch();
  }

  /** A root with a child, and two spans whose parent is not in the trace. */
  public SpanBatch orphan() {
    Drawing drawing = new Drawing();
    drawing.add(0, 0, 100, 0);
    drawing.add(1, 10, 20, 1);
    drawing.add(1_000_000, 30, 20, 2);
    drawing.add(1_000_001, 60, 20, 1);
    return drawing.batch();
  }

  /** A client and a server on two hosts, the server's clock ten seconds ahead. */
  public SpanBatch skewed() {
    Drawing drawing = new Drawing();
    drawing.add(0, 0, 100, 0);
    drawing.add(1, 10_000, 50, 1);
    drawing.add(2, 10_010, 20, 1);
    return drawing.batch();
  }

  /** {@code size} spans, each with a random earlier span as its parent, in ten services. */
  public SpanBatch huge(int size) {
    Drawing drawing = new Drawing();
    for (int i = 0; i < size; i++) {
      drawing.add(i == 0 ? 0 : 1 + random.nextInt(i), i % 10_000, 1 + random.nextInt(500), i % 10);
    }
    return drawing.batch();
  }

  /** A root and two children; every span is there twice, byte for byte. */
  public SpanBatch duplicate() {
    Drawing drawing = new Drawing();
    drawing.add(0, 0, 100, 0);
    drawing.add(1, 10, 20, 1);
    drawing.add(1, 40, 20, 1);
    SpanBatch once = drawing.batch();
    List<ResourceSpans> twice = new ArrayList<>(once.resources());
    twice.addAll(once.resources());
    return new SpanBatch(twice);
  }

  /** One trace in the making. */
  private final class Drawing {
    private final TraceId traceId = new TraceId(random.nextLong(), random.nextLong() | 1);
    private final Map<String, List<Span>> byService = new LinkedHashMap<>();
    private long nextId = 1;

    void add(long parent, long startMillis, long durationMillis, int service) {
      long id = nextId++;
      Span span = Span.builder()
          .traceId(traceId)
          .spanId(new SpanId(id))
          .parentSpanId(new SpanId(parent))
          .name("op-" + id % 20)
          .kind(parent == 0 ? SpanKind.SERVER : SpanKind.INTERNAL)
          .startNanos(startNanos + startMillis * MILLI)
          .durationNanos(durationMillis * MILLI)
          .attributes(Attributes.builder(1).put("number", id).build())
          .build();
      byService
          .computeIfAbsent(servicePrefix + "svc-" + service, name -> new ArrayList<>())
          .add(span);
    }

    SpanBatch batch() {
      List<ResourceSpans> resources = new ArrayList<>();
      byService.forEach((service, spans) -> {
        Attributes host =
            Attributes.builder(1).put("host.name", "host-of-" + service).build();
        resources.add(ResourceSpans.of(Resource.ofService(service, host), spans));
      });
      return new SpanBatch(resources);
    }
  }
}
