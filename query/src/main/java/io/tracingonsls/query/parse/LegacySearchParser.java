// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.model.TraceId;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of {@code /api/traces}. Checks run in Jaeger's order and stop at the first problem, because scripts see one message. Beyond
 * Jaeger: no service means all services, {@code query} is our query language, {@code after} the next page.
 */
public final class LegacySearchParser {
  private final QueryLimits limits;
  private final Clock clock;

  public LegacySearchParser(QueryLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** What {@code /api/traces} can ask for: traces by id when there are ids, else a search. */
  public record Parsed(Optional<TraceLookup> lookup, TraceSearch search) {}

  public Parsed parse(Parameters parameters) {
    long start = parameters.number("start", Long.MIN_VALUE, GoNumbers::parseInt64);
    long end = parameters.number("end", Long.MIN_VALUE, GoNumbers::parseInt64);
    SpanPredicate tags = tags(parameters);
    List<String> notices = new ArrayList<>();
    int limit = limit(parameters.text("limit"), notices);
    long minNanos = parameters.number("minDuration", 0, GoDuration::parseNanos);
    long maxNanos = parameters.number("maxDuration", 0, GoDuration::parseNanos);
    List<TraceId> ids = traceIds(parameters.all("traceID"));
    boolean raw = parameters.flag("raw");
    checkDurations(minNanos, maxNanos);
    if (!ids.isEmpty()) {
      TraceLookup lookup = new TraceLookup(ids, hint(start, end), raw);
      return new Parsed(Optional.of(lookup), TraceSearch.of(anyTrace(limit), raw));
    }
    TraceQuery query = new TraceQuery(
        parameters.text("service"),
        parameters.text("operation"),
        tags,
        range(start, end),
        Math.max(0, minNanos),
        maxNanos,
        limit,
        after(parameters));
    SearchLanguage.Parsed language = SearchLanguage.parse(parameters.text("query"));
    TraceSearch search = new TraceSearch(
        query.withPredicate(language.and(tags)),
        language.traceCondition(),
        raw,
        parameters.flag("onlyMatching"),
        notices);
    return new Parsed(Optional.empty(), search);
  }

  /** Parameters of {@code /api/traces/{id}}: times are hints and have no default. */
  public TraceLookup parseLookup(String id, Parameters parameters) {
    TraceId traceId = TraceIds.parse(id);
    long start = parameters.number("start", Long.MIN_VALUE, GoNumbers::parseInt64);
    long end = parameters.number("end", Long.MIN_VALUE, GoNumbers::parseInt64);
    return new TraceLookup(List.of(traceId), hint(start, end), parameters.flag("raw"));
  }

  private SpanPredicate tags(Parameters parameters) {
    TagConditions tags = new TagConditions(limits.maxConditions());
    parameters.all("tag").forEach(tags::addPair);
    try {
      parameters.all("tags").forEach(tags::addJson);
    } catch (BadParameterException bad) {
      throw bad.withPrefix("malformed 'tags' parameter, cannot unmarshal JSON: ");
    }
    return tags.predicate();
  }

  private int limit(String text, List<String> notices) {
    if (text.isEmpty()) {
      return limits.defaultTraces();
    }
    int limit = GoNumbers.parseInt32(text);
    if (limit <= 0) {
      throw new BadParameterException("limit: " + limit + " (expected: more than 0)");
    }
    return capped(limit, limits, notices);
  }

  /** Cuts a limit, with a notice. */
  static int capped(int limit, QueryLimits limits, List<String> notices) {
    if (limit > limits.maxTraces()) {
      notices.add("limit: " + limit + " is more than this server allows, " + limits.maxTraces()
          + " was used");
      return limits.maxTraces();
    }
    return limit;
  }

  private List<TraceId> traceIds(List<String> texts) {
    if (texts.size() > limits.maxTraceIds()) {
      throw new BadParameterException(
          "traceID: " + texts.size() + " ids (expected: at most " + limits.maxTraceIds() + ")");
    }
    List<TraceId> ids = new ArrayList<>(texts.size());
    for (String text : texts) {
      try {
        ids.add(TraceIds.parse(text));
      } catch (BadParameterException bad) {
        throw bad.withPrefix("cannot parse traceID param: ");
      }
    }
    return ids;
  }

  private static void checkDurations(long minNanos, long maxNanos) {
    if (minNanos != 0 && maxNanos != 0 && minNanos > maxNanos) {
      throw new BadParameterException("'maxDuration' should be greater than 'minDuration'");
    }
  }

  private static @Nullable TraceMatch after(Parameters parameters) {
    String token = parameters.text("after");
    return token.isEmpty() ? null : PageToken.parse(token);
  }

  /** Times that the client gave; one alone is no window. */
  private static @Nullable TimeRange hint(long start, long end) {
    return start == Long.MIN_VALUE || end == Long.MIN_VALUE || start > end
        ? null
        : TimeRange.ofMicros(start, end);
  }

  private TimeRange range(long start, long end) {
    long now = clock.millis() * 1_000;
    long to = end == Long.MIN_VALUE ? now : end;
    long from = start == Long.MIN_VALUE
        ? (end == Long.MIN_VALUE ? now : end) - limits.defaultRange().toNanos() / 1_000
        : start;
    if (start != Long.MIN_VALUE && start < 0) {
      throw new BadParameterException("start: " + start + " (expected: microseconds since 1970)");
    }
    if (from > to) {
      throw new BadParameterException("'start' should not be after 'end'");
    }
    return TimeRange.ofMicros(from, to);
  }

  private static TraceQuery anyTrace(int limit) {
    return TraceQuery.of(TimeRange.ALL, limit);
  }
}
