// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@code /api/v3/traces} and {@code /api/v3/trace-summaries}, in camelCase and in the older snake_case; camelCase wins, and a
 * message names the spelling that was used. Unlike Jaeger, missing times mean the last hour: its own UI leaves them out.
 */
public final class V3SearchParser {
  private final QueryLimits limits;
  private final Clock clock;

  public V3SearchParser(QueryLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  public TraceSearch parse(Parameters parameters) {
    V3Parameters v3 = new V3Parameters(parameters);
    SpanPredicate attributes = attributes(v3);
    SpanPredicate filter = filter(v3);
    TimeRange range = range(v3);
    List<String> notices = new ArrayList<>();
    int depth = depth(v3, notices);
    long minNanos = v3.number(0, GoDuration::parseNanos, "query.durationMin", "query.duration_min");
    long maxNanos = v3.number(0, GoDuration::parseNanos, "query.durationMax", "query.duration_max");
    boolean raw = v3.flag("query.rawTraces", "query.raw_traces");
    if (minNanos != 0 && maxNanos != 0 && minNanos > maxNanos) {
      throw new BadParameterException(
          "query.durationMin must not be greater than query.durationMax");
    }
    TraceQuery query = new TraceQuery(
        v3.text("query.serviceName", "query.service_name"),
        v3.text("query.operationName", "query.operation_name"),
        attributes,
        range,
        Math.max(0, minNanos),
        maxNanos,
        depth,
        after(v3));
    if (!filter.equals(SpanPredicate.ALWAYS)) {
      checkAlone(query);
      attributes = filter;
    }
    SearchLanguage.Parsed language = SearchLanguage.parse(v3.text("query.query", "query"));
    return new TraceSearch(
        query.withPredicate(language.and(attributes)),
        language.traceCondition(),
        raw,
        v3.flag("query.onlyMatching", "query.only_matching"),
        notices);
  }

  /** Parameters of {@code /api/v3/traces/{id}}. */
  public TraceLookup parseLookup(String id, Parameters parameters) {
    V3Parameters v3 = new V3Parameters(parameters);
    TraceLookup lookup;
    try {
      lookup = TraceLookup.of(TraceIds.parse(id), false);
    } catch (BadParameterException bad) {
      throw bad.withPrefix("malformed parameter trace_id: ");
    }
    ToLongFunction<String> time = GoTime::parseRfc3339Nanos;
    long from = v3.number(Long.MIN_VALUE, time, "startTime", "start_time");
    long to = v3.number(Long.MIN_VALUE, time, "endTime", "end_time");
    boolean raw = v3.flag("rawTraces", "raw_traces");
    TimeRange hint = from == Long.MIN_VALUE || to == Long.MIN_VALUE || from > to
        ? null
        : new TimeRange(from, to);
    return new TraceLookup(lookup.traceIds(), hint, raw);
  }

  private SpanPredicate attributes(V3Parameters v3) {
    String json = v3.text("query.attributes", "query.attributes");
    if (json.isEmpty()) {
      return SpanPredicate.ALWAYS;
    }
    TagConditions tags = new TagConditions(limits.maxConditions());
    try {
      tags.addJson(json);
    } catch (BadParameterException bad) {
      throw bad.withPrefix("malformed parameter query.attributes: ");
    }
    return tags.predicate();
  }

  private static SpanPredicate filter(V3Parameters v3) {
    String json = v3.text("query.filter");
    if (json.isEmpty()) {
      return SpanPredicate.ALWAYS;
    }
    try {
      return FilterTranslator.parse(json);
    } catch (BadParameterException bad) {
      throw bad.withPrefix("malformed parameter query.filter: ");
    }
  }

  /** As in Jaeger, a filter stands for all conditions on spans. */
  private static void checkAlone(TraceQuery query) {
    boolean alone = query.service().isEmpty()
        && query.operation().isEmpty()
        && query.predicate().equals(SpanPredicate.ALWAYS)
        && query.minDurationNanos() == 0
        && query.maxDurationNanos() == 0;
    if (!alone) {
      throw new BadParameterException(
          "query.filter cannot be combined with service, operation, attributes or durations");
    }
  }

  private TimeRange range(V3Parameters v3) {
    ToLongFunction<String> time = GoTime::parseRfc3339Nanos;
    long now = clock.millis() * 1_000_000;
    long from = v3.number(Long.MIN_VALUE, time, "query.startTimeMin", "query.start_time_min");
    long to = v3.number(Long.MIN_VALUE, time, "query.startTimeMax", "query.start_time_max");
    long end = to == Long.MIN_VALUE ? now : to;
    long start = from == Long.MIN_VALUE ? end - limits.defaultRange().toNanos() : from;
    if (start > end || (start == end && from != Long.MIN_VALUE)) {
      throw new BadParameterException("query.startTimeMin must be before query.startTimeMax");
    }
    return new TimeRange(start, end);
  }

  private int depth(V3Parameters v3, List<String> notices) {
    int depth = (int) v3.number(
        limits.defaultTraces(),
        GoNumbers::atoi,
        "query.searchDepth",
        "query.search_depth",
        "query.num_traces");
    if (depth <= 0) {
      throw new BadParameterException("query.searchDepth: " + depth + " (expected: more than 0)");
    }
    return LegacySearchParser.capped(depth, limits, notices);
  }

  private static @Nullable TraceMatch after(V3Parameters v3) {
    String token = v3.text("query.after", "after");
    return token.isEmpty() ? null : PageToken.parse(token);
  }
}
