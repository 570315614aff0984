// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span that has begun: has a clock of its own, which work and closed children move forward. */
final class OpenSpan {
  private static final int SAMPLED = 1;

  private final DrawnTrace trace;
  private final @Nullable OpenSpan parent;
  private final Workload workload;
  private final String name;
  private final SpanId id;
  private final long startMicros;
  private final Attributes.Builder tags = Attributes.builder(20);
  private final List<SpanEvent> events = new ArrayList<>(2);
  private final List<SpanLink> references = new ArrayList<>(1);
  private long nowMicros;

  OpenSpan(
      DrawnTrace trace,
      @Nullable OpenSpan parent,
      Workload workload,
      String name,
      SpanKind kind,
      long startMicros) {
    this.trace = trace;
    this.parent = parent;
    this.workload = workload;
    this.name = name;
    this.id = trace.nextSpanId();
    this.startMicros = startMicros;
    this.nowMicros = startMicros;
    if (kind != SpanKind.INTERNAL) {
      tags.put("span.kind", kind.text());
    }
  }

  Workload workload() {
    return workload;
  }

  DrawnTrace trace() {
    return trace;
  }

  SpanId id() {
    return id;
  }

  /** Begins a child now. */
  OpenSpan child(Workload where, String childName, SpanKind kind) {
    OpenSpan child = new OpenSpan(trace, this, where, childName, kind, nowMicros);
    child.references.add(SpanLink.reference(ReferenceType.CHILD_OF, trace.traceId(), id));
    return child;
  }

  /** Begins a span that this one caused but does not wait for, {@code delayMicros} from now. */
  OpenSpan follower(Workload where, String childName, SpanKind kind, long delayMicros) {
    OpenSpan follower = new OpenSpan(trace, this, where, childName, kind, nowMicros + delayMicros);
    follower.references.add(SpanLink.reference(ReferenceType.FOLLOWS_FROM, trace.traceId(), id));
    return follower;
  }

  OpenSpan followsFrom(TraceId otherTrace, SpanId otherSpan) {
    references.add(SpanLink.reference(ReferenceType.FOLLOWS_FROM, otherTrace, otherSpan));
    return this;
  }

  /** Time passes: half of {@code micros} to one and a half. */
  OpenSpan spend(long micros) {
    nowMicros += micros / 2 + trace.random().nextLong(micros + 1);
    return this;
  }

  OpenSpan tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  OpenSpan tag(String key, long value) {
    tags.put(key, value);
    return this;
  }

  OpenSpan event(String eventName, String key, String value) {
    Attributes fields =
        Attributes.builder(2).put("event", eventName).put(key, value).build();
    events.add(new SpanEvent(nowMicros * 1000, "", fields));
    return this;
  }

  /** Marks the span as failed and says why in an event. */
  OpenSpan fail(String kind, String message) {
    tags.put("error", true);
    Attributes fields = Attributes.builder(3)
        .put("event", "error")
        .put("error.kind", kind)
        .put("message", message)
        .build();
    events.add(new SpanEvent(nowMicros * 1000, "", fields));
    return this;
  }

  /** Ends now; the parent has waited for it. */
  void close() {
    finish();
    if (parent != null) {
      parent.nowMicros = Math.max(parent.nowMicros, nowMicros);
    }
  }

  /** Ends now; the parent goes on where it was. */
  void closeDetached() {
    finish();
  }

  private void finish() {
    trace.add(
        workload.resource(),
        Span.builder()
            .traceId(trace.traceId())
            .spanId(id)
            .parentSpanId(parent == null ? SpanId.ZERO : parent.id)
            .jaegerFlags(SAMPLED)
            .name(name)
            .startNanos(startMicros * 1000)
            .durationNanos(Math.max(1, nowMicros - startMicros) * 1000)
            .attributes(tags.build())
            .events(events)
            .links(references)
            .build());
  }
}
