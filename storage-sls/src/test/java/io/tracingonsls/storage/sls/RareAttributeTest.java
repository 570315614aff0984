// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import io.tracingonsls.storage.TimeRange;
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

/** Conditions on numbers and patterns find the one old trace among thousands, with nothing left out. */
class RareAttributeTest {
  private static final int TRACES = 5_000;

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();
  private final List<String> warnings = new ArrayList<>();

  @Test
  void numbersAndPatterns_areFoundHoweverOld() throws Exception {
    TraceId rare = SpanMaker.traceId();
    List<TraceSpan> spans = new ArrayList<>();
    spans.add(maker.span(
        "svc",
        rare,
        builder -> builder.attributes(Attributes.builder()
            .put("size", AttributeValue.of(5_000_000_000_000L))
            .put("ratio", AttributeValue.of(0.75))
            .put("path", "/admin/user_1%")
            .build())));
    for (int i = 1; i < TRACES; i++) {
      long start = maker.baseNanos() + i * 1_000_000L;
      Attributes attributes = Attributes.builder()
          .put("size", AttributeValue.of(i))
          .put("ratio", AttributeValue.of(i / 1e6))
          .put("path", "/shop/userX1" + i)
          .build();
      spans.add(maker.span(
          "svc", SpanMaker.traceId(), builder -> builder.startNanos(start).attributes(attributes)));
    }
    try (TraceStorage storage = LocalStorages.open(SERVICE, "rare")) {
      storage
          .spanWriter()
          .write(
              SpanMaker.batch(spans), new WriteContext("", Deadline.after(Duration.ofMinutes(1))))
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
      finds(storage, rare, compare("size", Operator.GREATER, "4999999999999"));
      finds(storage, rare, compare("ratio", Operator.GREATER_OR_EQUAL, "0.75"));
      finds(storage, rare, new Wildcard(SpanField.attribute("path"), "/admin/*"));
      finds(storage, rare, new Wildcard(SpanField.attribute("path"), "*user_1%"));
      finds(storage, rare, new Wildcard(SpanField.attribute("path"), "/a?min*"));
      finds(
          storage,
          rare,
          new SpanPredicate.Or(List.of(
              compare("size", Operator.GREATER, "1e12"), SpanPredicate.attribute("nothing", "x"))));
      assertThat(find(storage, compare("size", Operator.LESS, "-1"))).isEmpty();
      assertThat(warnings).isEmpty();
    }
  }

  private static Compare compare(String key, Operator operator, String value) {
    return new Compare(SpanField.attribute(key), operator, value);
  }

  private void finds(TraceStorage storage, TraceId id, SpanPredicate predicate) {
    assertThat(find(storage, predicate))
        .as("%s", predicate)
        .extracting(TraceMatch::traceId)
        .containsExactly(id);
  }

  private List<TraceMatch> find(TraceStorage storage, SpanPredicate predicate) {
    TimeRange window = new TimeRange(maker.baseNanos() - 1, maker.baseNanos() + 60_000_000_000L);
    ReadContext context = new ReadContext(
        "",
        Deadline.after(Duration.ofSeconds(60)),
        100_000,
        1L << 30,
        new CancelFlag(),
        warnings::add);
    return storage
        .spanReader()
        .findTraceIds(TraceQuery.of(window, 20).withPredicate(predicate), context);
  }
}
