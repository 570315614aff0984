// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.plan;

import io.tracingonsls.storage.TraceQuery;
import java.util.List;

/**
 * A search for traces as asked for.
 *
 * @param query conditions on single spans
 * @param traceCondition conditions on whole traces
 * @param raw without adjusters
 * @param onlyMatching show only the spans that meet the query
 * @param notices what the client should know although it is no error: a limit that was cut
 */
public record TraceSearch(
    TraceQuery query,
    TraceCondition traceCondition,
    boolean raw,
    boolean onlyMatching,
    List<String> notices) {
  public TraceSearch {
    notices = List.copyOf(notices);
  }

  public static TraceSearch of(TraceQuery query, boolean raw) {
    return new TraceSearch(query, TraceCondition.ALWAYS, raw, false, List.of());
  }
}
