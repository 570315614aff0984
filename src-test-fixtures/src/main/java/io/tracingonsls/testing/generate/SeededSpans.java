// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.generate;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random canonical spans that use every field: two origins (Jaeger's, with tags and typed references at whole microseconds; OTLP's, with
 * kinds, status, scopes and nested values at nanoseconds), hostile texts, repeated keys, empty parts, extreme numbers. The same seed gives
 * the same spans. Not thread-safe.
 */
public final class SeededSpans {
  /** 2026-09-21T14:13:20Z and the hour before it. */
  public static final TimeRange DEFAULT_START =
      new TimeRange(1_789_996_400_000_000_000L, 1_790_000_000_000_000_000L);

  private final SplittableRandom random;
  private final SeededTexts texts;
  private final SeededAttributes attributes;
  private final TimeRange start;

  public SeededSpans(long seed) {
    this(seed, DEFAULT_START);
  }

  /** Spans that start within the range. */
  public SeededSpans(long seed, TimeRange start) {
    this.random = new SplittableRandom(seed);
    this.texts = new SeededTexts(random);
    this.attributes = new SeededAttributes(random);
    this.start = start;
  }

  /** The source of all randomness here, for choices of the test's own. */
  public SplittableRandom random() {
    return random;
  }

  public SeededTexts texts() {
    return texts;
  }

  public SeededAttributes attributes() {
    return attributes;
  }

  /** A batch of exactly {@code spans} spans under several resources and scopes. */
  public SpanBatch batch(int spans) {
    List<ResourceSpans> resources = new ArrayList<>();
    int left = spans;
    while (left > 0) {
      int size = Math.min(left, random.nextInt(1, 20));
      resources.add(random.nextBoolean() ? jaegerSpans(size) : otlpSpans(size));
      left -= size;
    }
    return new SpanBatch(resources);
  }

  /** One span of either origin with its surroundings. */
  public TraceSpan span() {
    return batch(1).flatten().get(0);
  }

  /** Spans as Jaeger's clients send them, of one process. */
  public ResourceSpans jaegerSpans(int size) {
    List<Span> spans = new ArrayList<>(size);
    TraceId traceId = traceId();
    for (int i = 0; i < size; i++) {
      traceId = random.nextInt(3) == 0 ? traceId() : traceId;
      spans.add(jaegerSpan(traceId));
    }
    return ResourceSpans.of(Resource.ofService(texts.next(), attributes.jaeger(6)), spans);
  }

  /** Spans as OTLP has them, of one resource with one or two scopes. */
  public ResourceSpans otlpSpans(int size) {
    List<Span> spans = new ArrayList<>(size);
    TraceId traceId = traceId();
    for (int i = 0; i < size; i++) {
      traceId = random.nextInt(3) == 0 ? traceId() : traceId;
      spans.add(otlpSpan(traceId));
    }
    Attributes own = attributes.any(6);
    Attributes named = Attributes.builder()
        .put(Resource.SERVICE_NAME, AttributeValue.of(texts.next()))
        .putAll(own)
        .build();
    Resource resource =
        new Resource(random.nextInt(8) == 0 ? own : named, dropped(), sometimes(texts.word()));
    int cut = random.nextInt(size + 1);
    List<ScopeSpans> scopes = new ArrayList<>();
    if (cut > 0) {
      scopes.add(new ScopeSpans(Scope.EMPTY, spans.subList(0, cut)));
    }
    if (cut < size) {
      scopes.add(new ScopeSpans(scope(), spans.subList(cut, size)));
    }
    return new ResourceSpans(resource, scopes);
  }

  /** A span of Jaeger's origin: tags of five kinds, references with types, times at whole microseconds. */
  public Span jaegerSpan(TraceId traceId) {
    List<SpanLink> references = new ArrayList<>();
    SpanId parent = SpanId.ZERO;
    if (random.nextInt(3) > 0) {
      parent = spanId();
      references.add(SpanLink.reference(
          random.nextInt(5) == 0 ? ReferenceType.FOLLOWS_FROM : ReferenceType.CHILD_OF,
          traceId,
          parent));
    }
    if (random.nextInt(4) == 0) {
      references.add(SpanLink.reference(ReferenceType.FOLLOWS_FROM, traceId(), spanId()));
    }
    return Span.builder()
        .traceId(traceId)
        .spanId(spanId())
        .parentSpanId(parent)
        .jaegerFlags(random.nextInt(4))
        .name(texts.next())
        .startNanos(startNanos() / 1000 * 1000)
        .durationNanos(durationNanos() / 1000 * 1000)
        .attributes(attributes.jaeger(10))
        .events(events(false))
        .links(references)
        .warnings(warnings())
        .build();
  }

  /** A span of OTLP's origin: kind and status as fields, nested values, links without type, nanoseconds. */
  public Span otlpSpan(TraceId traceId) {
    SpanStatus.Code[] codes = SpanStatus.Code.values();
    SpanKind[] kinds = SpanKind.values();
    return Span.builder()
        .traceId(traceId)
        .spanId(spanId())
        .parentSpanId(random.nextInt(3) == 0 ? SpanId.ZERO : spanId())
        .traceState(sometimes("vendor=" + texts.word()))
        .traceFlags(random.nextInt(0x400))
        .name(texts.next())
        .kind(kinds[random.nextInt(kinds.length)])
        .startNanos(startNanos())
        .durationNanos(durationNanos())
        .attributes(attributes.any(10))
        .droppedAttributesCount(dropped())
        .events(events(true))
        .droppedEventsCount(dropped())
        .links(otlpLinks())
        .droppedLinksCount(dropped())
        .status(new SpanStatus(codes[random.nextInt(codes.length)], sometimes(texts.next())))
        .warnings(warnings())
        .build();
  }

  /** Never zero; half of them 64 bits wide, some with leading zeros. */
  public TraceId traceId() {
    long low = nonZero();
    return switch (random.nextInt(4)) {
      case 0 -> new TraceId(0, low);
      case 1 -> new TraceId(0, low >>> random.nextInt(64) | 1);
      case 2 -> new TraceId(nonZero() >>> random.nextInt(64), low);
      default -> new TraceId(nonZero(), low);
    };
  }

  /** Never zero; some with leading zeros or the sign bit set. */
  public SpanId spanId() {
    return new SpanId(random.nextInt(4) == 0 ? nonZero() >>> random.nextInt(64) | 1 : nonZero());
  }

  private List<SpanEvent> events(boolean otlp) {
    int size = random.nextInt(3) == 0 ? random.nextInt(1, 5) : 0;
    List<SpanEvent> events = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      events.add(
          otlp
              ? new SpanEvent(startNanos(), texts.next(), attributes.any(5), dropped())
              : new SpanEvent(startNanos() / 1000 * 1000, "", attributes.jaeger(5)));
    }
    return events;
  }

  private List<SpanLink> otlpLinks() {
    int size = random.nextInt(4) == 0 ? random.nextInt(1, 4) : 0;
    List<SpanLink> links = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      links.add(new SpanLink(
          traceId(),
          spanId(),
          ReferenceType.NONE,
          sometimes("k=" + texts.word()),
          random.nextInt(0x400),
          attributes.any(4),
          dropped()));
    }
    return links;
  }

  private Scope scope() {
    return new Scope(
        texts.next(),
        sometimes(texts.word()),
        attributes.any(3),
        dropped(),
        sometimes(texts.word()));
  }

  private List<String> warnings() {
    return random.nextInt(10) == 0 ? List.of(texts.next(), texts.word()) : List.of();
  }

  private String sometimes(String text) {
    return random.nextInt(4) == 0 ? text : "";
  }

  private int dropped() {
    int choice = random.nextInt(20);
    return choice == 0 ? Integer.MAX_VALUE : choice == 1 ? random.nextInt(1, 1000) : 0;
  }

  private long startNanos() {
    return start.fromNanos() == start.toNanos()
        ? start.fromNanos()
        : random.nextLong(start.fromNanos(), start.toNanos());
  }

  private long durationNanos() {
    return switch (random.nextInt(8)) {
      case 0 -> 0;
      case 1 -> random.nextLong(1, 1_000);
      case 2 -> random.nextLong(1, 86_400_000_000_000L);
      default -> random.nextLong(1, 2_000_000_000L);
    };
  }

  private long nonZero() {
    long value = random.nextLong();
    return value == 0 ? 1 : value;
  }
}
