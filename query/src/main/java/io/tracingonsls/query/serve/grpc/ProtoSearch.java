// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of the several APIs to searches; times that are not set leave the window open. */
final class ProtoSearch {
  private ProtoSearch() {}

  /** A window as requests carry it. */
  record Window(boolean hasMin, Timestamp min, boolean hasMax, Timestamp max) {
    boolean complete() {
      return ProtoTimes.isSet(hasMin, min) && ProtoTimes.isSet(hasMax, max);
    }

    TimeRange range() {
      long from = ProtoTimes.isSet(hasMin, min) ? ProtoTimes.nanos(min) : Long.MIN_VALUE;
      long to = ProtoTimes.isSet(hasMax, max) ? ProtoTimes.nanos(max) : Long.MAX_VALUE;
      if (from > to) {
        throw GrpcFailures.invalid("start_time_min must be before start_time_max");
      }
      return new TimeRange(from, to);
    }

    /** Times that came with an id: a hint only when both are there. */
    @Nullable
    TimeRange hint() {
      return complete() && ProtoTimes.nanos(min) <= ProtoTimes.nanos(max) ? range() : null;
    }
  }

  static TraceSearch search(
      String service,
      String operation,
      SpanPredicate predicate,
      Window window,
      Duration durationMin,
      Duration durationMax,
      int depth,
      boolean raw,
      QueryLimits limits) {
    long min = Math.max(0, ProtoTimes.nanos(durationMin));
    long max = ProtoTimes.nanos(durationMax);
    if (min != 0 && max != 0 && min > max) {
      throw GrpcFailures.invalid("duration_min must not be greater than duration_max");
    }
    int limit = depth <= 0 ? limits.defaultTraces() : Math.min(depth, limits.maxTraces());
    return TraceSearch.of(
        new TraceQuery(service, operation, predicate, window.range(), min, max, limit, null), raw);
  }

  static SpanPredicate tags(Map<String, String> tags, QueryLimits limits) {
    if (tags.size() > limits.maxConditions()) {
      throw GrpcFailures.invalid(
          "tags: " + tags.size() + " (expected: at most " + limits.maxConditions() + ")");
    }
    List<SpanPredicate> parts = new ArrayList<>(tags.size());
    tags.forEach((key, value) -> parts.add(SpanPredicate.attribute(key, value)));
    return parts.isEmpty() ? SpanPredicate.ALWAYS : new SpanPredicate.And(parts);
  }

  /** The kind spelled exactly so; null for the empty text, which means all. */
  static @Nullable SpanKind kind(String name) {
    return name.isEmpty() ? null : SpanKind.fromText(name);
  }

  /** Whether a name is of a kind that exists, or empty. */
  static boolean isKnownKind(String name) {
    SpanKind kind = SpanKind.fromText(name);
    return name.isEmpty() || (kind != SpanKind.UNSPECIFIED && kind.text().equals(name));
  }

  /** A kind as answers name it: empty when unspecified. */
  static String text(SpanKind kind) {
    return kind == SpanKind.UNSPECIFIED ? "" : kind.text();
  }
}
