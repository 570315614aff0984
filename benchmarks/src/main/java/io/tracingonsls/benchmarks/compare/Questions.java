// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.EngineQueries.Query;
import io.tracingonsls.benchmarks.engine.SpanSet;
import java.util.List;

/** What every engine is asked. */
final class Questions {
  private static final long DAY = SpanSet.DAY_START;
  private static final long LAST_HOUR = SpanSet.DAY_END - 3600;

  private Questions() {}

  static List<Query> of(ComparedStore store, SpanSet set) {
    return List.of(
        new Query("trace by ID", i -> store.trace(SpanSet.traceId((i * 7919L) % set.traces()))),
        new Query("newest 20 traces, 1 h", i -> store.newestTraces(null, LAST_HOUR)),
        new Query("newest 20 traces, 24 h", i -> store.newestTraces(null, DAY)),
        new Query("newest 20 traces of a service", i -> store.newestTraces(service(i, set), DAY)),
        new Query("services with counts", i -> store.services()),
        new Query("operations of a service", i -> store.operations(service(i, set))),
        new Query(
            "rare value, newest 20",
            i -> store.newestWith("attribute." + set.rareKey(), set.rareValue(i * 37))),
        new Query(
            "two words in events, newest 20", i -> store.newestWithWords("connection", "refused")),
        new Query("p95 per minute, 1 h", i -> store.percentiles("service-3", LAST_HOUR)),
        new Query("p95 per minute, 24 h", i -> store.percentiles("service-3", DAY)),
        new Query(
            "numeric attribute, 24 h", i -> store.numbersFrom("attribute." + set.numberKey(), 500)),
        new Query("dependency join, 24 h", i -> store.dependencies()));
  }

  private static String service(int number, SpanSet set) {
    return "service-" + number % set.services();
  }
}
