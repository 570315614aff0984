// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.testing.contract.SpanMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Spans older than Log Service takes, as an import brings them, are found by the time at which they happened. */
class LateSpansTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  @Test
  void spansOfLastMonth_areFoundByTheirOwnTime() throws Exception {
    SpanMaker maker = new SpanMaker();
    long start = maker.baseNanos() - Duration.ofDays(30).toNanos();
    TraceId id = SpanMaker.traceId();
    TraceSpan span = maker.span("old", id, builder -> builder.startNanos(start));
    try (TraceStorage storage = LocalStorages.open(SERVICE, "late-spans")) {
      storage
          .spanWriter()
          .write(
              SpanMaker.batch(List.of(span)),
              new WriteContext("", Deadline.after(Duration.ofSeconds(30))))
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
      TimeRange hour = new TimeRange(start - 1, start + Duration.ofHours(1).toNanos());
      ReadContext read = ReadContext.within(Duration.ofSeconds(30));
      assertThat(storage.spanReader().findTraceIds(TraceQuery.of(hour, 10), read))
          .containsExactly(new TraceMatch(id, start));
      TimeRange later = new TimeRange(hour.toNanos() + 1, maker.baseNanos());
      assertThat(storage.spanReader().findTraceIds(TraceQuery.of(later, 10), read))
          .isEmpty();
      List<TraceSpan> found = new ArrayList<>();
      storage
          .spanReader()
          .fetch(new TraceFetch(List.of(id), hour), read, chunk -> found.addAll(chunk.spans()));
      assertThat(found).containsExactly(span);
    }
  }
}
