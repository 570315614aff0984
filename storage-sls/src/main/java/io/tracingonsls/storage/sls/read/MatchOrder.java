// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.TraceMatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The order of search results: newest first, ties by trace id. */
final class MatchOrder {
  private static final Comparator<TraceMatch> NEWEST_FIRST = Comparator.comparingLong(
          TraceMatch::startNanos)
      .reversed()
      .thenComparing(TraceMatch::traceId);

  private MatchOrder() {}

  /** Whether the match comes behind the token; without a token every match does. */
  static boolean isAfter(TraceMatch match, @Nullable TraceMatch token) {
    return token == null || NEWEST_FIRST.compare(match, token) > 0;
  }

  /** One match per trace, its newest; those behind the token; the first of them. */
  static List<TraceMatch> page(
      Collection<TraceMatch> matches, @Nullable TraceMatch token, int limit) {
    Map<TraceId, TraceMatch> newest = new HashMap<>();
    for (TraceMatch match : matches) {
      newest.merge(match.traceId(), match, (a, b) -> a.startNanos() >= b.startNanos() ? a : b);
    }
    List<TraceMatch> page = new ArrayList<>(newest.values());
    page.removeIf(match -> !isAfter(match, token));
    page.sort(NEWEST_FIRST);
    return new ArrayList<>(page.subList(0, Math.min(limit, page.size())));
  }
}
