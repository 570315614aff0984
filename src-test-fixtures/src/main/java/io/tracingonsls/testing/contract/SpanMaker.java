// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * Makes the spans of one test: recent, with fresh ids, and with a suffix that makes names unique. Ids are random on purpose, since a store
 * may hold the spans of earlier runs; no expectation depends on their value.
 */
public final class SpanMaker {
  private final String suffix = Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final long baseNanos;

  public SpanMaker() {
    Instant recent = Clock.systemUTC().instant().minusSeconds(600);
    baseNanos = recent.getEpochSecond() * 1_000_000_000L;
  }

  /** A whole second some minutes ago, the same for one test. */
  public long baseNanos() {
    return baseNanos;
  }

  /** A name that no other test uses. */
  public String unique(String name) {
    return name + "-" + suffix;
  }

  public static TraceId traceId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new TraceId(random.nextLong() | 1, random.nextLong());
  }

  public static SpanId spanId() {
    return new SpanId(ThreadLocalRandom.current().nextLong() | 1);
  }

  /** A span of a service at the base time that took a millisecond; {@code change} adds what the test is about. */
  public TraceSpan span(String service, TraceId traceId, UnaryOperator<Span.Builder> change) {
    return span(Resource.ofService(service, Attributes.empty()), Scope.EMPTY, traceId, change);
  }

  public TraceSpan span(
      Resource resource, Scope scope, TraceId traceId, UnaryOperator<Span.Builder> change) {
    Span.Builder builder = Span.builder()
        .traceId(traceId)
        .spanId(spanId())
        .name("operation")
        .startNanos(baseNanos)
        .durationNanos(1_000_000);
    return new TraceSpan(resource, scope, change.apply(builder).build());
  }

  /** Groups by resource and scope, keeping order within each group. */
  public static SpanBatch batch(List<TraceSpan> spans) {
    Map<Resource, Map<Scope, List<Span>>> groups = new LinkedHashMap<>();
    for (TraceSpan span : spans) {
      groups
          .computeIfAbsent(span.resource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(span.scope(), scope -> new ArrayList<>())
          .add(span.span());
    }
    List<ResourceSpans> resources = new ArrayList<>();
    groups.forEach((resource, scopes) -> {
      List<ScopeSpans> scopeSpans = new ArrayList<>();
      scopes.forEach((scope, list) -> scopeSpans.add(new ScopeSpans(scope, list)));
      resources.add(new ResourceSpans(resource, scopeSpans));
    });
    return new SpanBatch(resources);
  }
}
