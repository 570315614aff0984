// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One canonical span. Resource and scope stand beside it ({@link SpanBatch}, {@link TraceSpan}) because many spans share them.
 *
 * <p>A span that came from Jaeger keeps its tags as they were: {@code span.kind} and {@code error} stay attributes, {@link #kind()} and
 * {@link #status()} are unset, and {@link #effectiveKind()} and {@link #effectiveStatus()} derive them. A span that came from OTLP has the
 * fields and not the tags. Immutable, thread-safe.
 */
public final class Span {
  private final TraceId traceId;
  private final SpanId spanId;
  private final SpanId parentSpanId;
  private final String traceState;
  private final int traceFlags;
  private final int jaegerFlags;
  private final String name;
  private final SpanKind kind;
  private final long startNanos;
  private final long durationNanos;
  private final Attributes attributes;
  private final int droppedAttributesCount;
  private final List<SpanEvent> events;
  private final int droppedEventsCount;
  private final List<SpanLink> links;
  private final int droppedLinksCount;
  private final SpanStatus status;
  private final List<String> warnings;

  private Span(Builder builder) {
    traceId = builder.traceId;
    spanId = builder.spanId;
    parentSpanId = builder.parentSpanId;
    traceState = builder.traceState;
    traceFlags = builder.traceFlags;
    jaegerFlags = builder.jaegerFlags;
    name = builder.name;
    kind = builder.kind;
    startNanos = builder.startNanos;
    durationNanos = builder.durationNanos;
    attributes = builder.attributes;
    droppedAttributesCount = builder.droppedAttributesCount;
    events = List.copyOf(builder.events);
    droppedEventsCount = builder.droppedEventsCount;
    links = List.copyOf(builder.links);
    droppedLinksCount = builder.droppedLinksCount;
    status = builder.status;
    warnings = List.copyOf(builder.warnings);
  }

  public static Builder builder() {
    return new Builder();
  }

  public TraceId traceId() {
    return traceId;
  }

  public SpanId spanId() {
    return spanId;
  }

  /** The parent within the same trace; zero for a root. */
  public SpanId parentSpanId() {
    return parentSpanId;
  }

  public boolean isRoot() {
    return parentSpanId.isZero();
  }

  /** W3C trace state, empty when none. */
  public String traceState() {
    return traceState;
  }

  /** OTLP's span flags (W3C trace flags in the low 8 bits); not Jaeger's. */
  public int traceFlags() {
    return traceFlags;
  }

  /** Jaeger's flags: 1 sampled, 2 debug, 8 firehose; 0 for spans of other origin. */
  public int jaegerFlags() {
    return jaegerFlags;
  }

  /** The operation name. */
  public String name() {
    return name;
  }

  /** As received; see {@link #effectiveKind()}. */
  public SpanKind kind() {
    return kind;
  }

  /** Nanoseconds since the Unix epoch. */
  public long startNanos() {
    return startNanos;
  }

  public long durationNanos() {
    return durationNanos;
  }

  /** Start plus duration, at most {@link Long#MAX_VALUE}. */
  public long endNanos() {
    long end = startNanos + durationNanos;
    boolean overflow = ((startNanos ^ end) & (durationNanos ^ end)) < 0;
    return overflow ? Long.MAX_VALUE : end;
  }

  /** Microseconds since the Unix epoch, rounded down. */
  public long startMicros() {
    return Math.floorDiv(startNanos, 1000L);
  }

  /** Truncated. */
  public long durationMicros() {
    return durationNanos / 1000;
  }

  public Attributes attributes() {
    return attributes;
  }

  public int droppedAttributesCount() {
    return droppedAttributesCount;
  }

  public List<SpanEvent> events() {
    return events;
  }

  public int droppedEventsCount() {
    return droppedEventsCount;
  }

  public List<SpanLink> links() {
    return links;
  }

  public int droppedLinksCount() {
    return droppedLinksCount;
  }

  /** As received; see {@link #effectiveStatus()}. */
  public SpanStatus status() {
    return status;
  }

  /** What the span's author or one of our stages found odd about it. */
  public List<String> warnings() {
    return warnings;
  }

  /** The kind, or what the tag {@code span.kind} says when the kind is unspecified. */
  public SpanKind effectiveKind() {
    if (kind != SpanKind.UNSPECIFIED) {
      return kind;
    }
    String tag = attributes.text("span.kind");
    return tag == null ? SpanKind.UNSPECIFIED : SpanKind.fromText(tag);
  }

  /** The status, or what the tags {@code error} and {@code otel.status_code} say when it is unset. */
  public SpanStatus effectiveStatus() {
    return status.code() != SpanStatus.Code.UNSET ? status : TagStatus.of(attributes, status);
  }

  public Builder toBuilder() {
    return new Builder(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Span that
        && traceId.equals(that.traceId)
        && spanId.equals(that.spanId)
        && parentSpanId.equals(that.parentSpanId)
        && startNanos == that.startNanos
        && durationNanos == that.durationNanos
        && traceFlags == that.traceFlags
        && jaegerFlags == that.jaegerFlags
        && droppedAttributesCount == that.droppedAttributesCount
        && droppedEventsCount == that.droppedEventsCount
        && droppedLinksCount == that.droppedLinksCount
        && kind == that.kind
        && name.equals(that.name)
        && traceState.equals(that.traceState)
        && status.equals(that.status)
        && attributes.equals(that.attributes)
        && events.equals(that.events)
        && links.equals(that.links)
        && warnings.equals(that.warnings);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        traceId,
        spanId,
        parentSpanId,
        traceState,
        traceFlags,
        jaegerFlags,
        name,
        kind,
        startNanos,
        durationNanos,
        attributes,
        droppedAttributesCount,
        events,
        droppedEventsCount,
        links,
        droppedLinksCount,
        status,
        warnings);
  }

  @Override
  public String toString() {
    return "Span[" + traceId + "/" + spanId + " parent=" + parentSpanId + " name=" + name + " kind="
        + kind + " start="
        + startNanos + " duration=" + durationNanos + " flags=" + jaegerFlags + "/" + traceFlags
        + " traceState=" + traceState
        + " status=" + status + " attributes=" + attributes + " events=" + events + " links="
        + links + " dropped="
        + droppedAttributesCount + "/" + droppedEventsCount + "/" + droppedLinksCount + " warnings="
        + warnings + "]";
  }

  /** Collects the parts of a span; everything but the ids has an empty default. Not thread-safe. */
  public static final class Builder {
    private TraceId traceId = TraceId.ZERO;
    private SpanId spanId = SpanId.ZERO;
    private SpanId parentSpanId = SpanId.ZERO;
    private String traceState = "";
    private int traceFlags;
    private int jaegerFlags;
    private String name = "";
    private SpanKind kind = SpanKind.UNSPECIFIED;
    private long startNanos;
    private long durationNanos;
    private Attributes attributes = Attributes.empty();
    private int droppedAttributesCount;
    private List<SpanEvent> events = List.of();
    private int droppedEventsCount;
    private List<SpanLink> links = List.of();
    private int droppedLinksCount;
    private SpanStatus status = SpanStatus.UNSET;
    private List<String> warnings = List.of();

    private Builder() {}

    private Builder(Span span) {
      traceId = span.traceId;
      spanId = span.spanId;
      parentSpanId = span.parentSpanId;
      traceState = span.traceState;
      traceFlags = span.traceFlags;
      jaegerFlags = span.jaegerFlags;
      name = span.name;
      kind = span.kind;
      startNanos = span.startNanos;
      durationNanos = span.durationNanos;
      attributes = span.attributes;
      droppedAttributesCount = span.droppedAttributesCount;
      events = span.events;
      droppedEventsCount = span.droppedEventsCount;
      links = span.links;
      droppedLinksCount = span.droppedLinksCount;
      status = span.status;
      warnings = span.warnings;
    }

    public Builder traceId(TraceId value) {
      traceId = value;
      return this;
    }

    public Builder spanId(SpanId value) {
      spanId = value;
      return this;
    }

    public Builder parentSpanId(SpanId value) {
      parentSpanId = value;
      return this;
    }

    public Builder traceState(String value) {
      traceState = value;
      return this;
    }

    public Builder traceFlags(int value) {
      traceFlags = value;
      return this;
    }

    public Builder jaegerFlags(int value) {
      jaegerFlags = value;
      return this;
    }

    public Builder name(String value) {
      name = value;
      return this;
    }

    public Builder kind(SpanKind value) {
      kind = value;
      return this;
    }

    public Builder startNanos(long value) {
      startNanos = value;
      return this;
    }

    public Builder durationNanos(long value) {
      durationNanos = value;
      return this;
    }

    public Builder attributes(Attributes value) {
      attributes = value;
      return this;
    }

    public Builder droppedAttributesCount(int value) {
      droppedAttributesCount = value;
      return this;
    }

    public Builder events(List<SpanEvent> value) {
      events = value;
      return this;
    }

    public Builder droppedEventsCount(int value) {
      droppedEventsCount = value;
      return this;
    }

    public Builder links(List<SpanLink> value) {
      links = value;
      return this;
    }

    public Builder droppedLinksCount(int value) {
      droppedLinksCount = value;
      return this;
    }

    public Builder status(SpanStatus value) {
      status = value;
      return this;
    }

    public Builder warnings(List<String> value) {
      warnings = value;
      return this;
    }

    /** Appends to the warnings. */
    public Builder addWarning(String warning) {
      List<String> more = new ArrayList<>(warnings);
      more.add(warning);
      warnings = more;
      return this;
    }

    public Span build() {
      return new Span(this);
    }
  }
}
