// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.testing.contract.SpanMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rounds of calls that a search of twenty traces takes, from the question to their spans, when its conditions are not a search's own. */
class SearchRoundsTest {
  private static final int TRACES = 20;
  private static final int SPANS = 30;

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();
  private final TimeRange window =
      new TimeRange(maker.baseNanos() - 1, maker.baseNanos() + 600_000_000_000L);

  private HeldCalls calls;
  private SlsTraceStorage storage;

  private void open(String project, String... more) throws Exception {
    calls = HeldCalls.on(SERVICE, project, more);
    storage = calls.open();
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < TRACES; i++) {
      spans.addAll(trace());
    }
    storage
        .spanWriter()
        .write(SpanMaker.batch(spans), new WriteContext("", Deadline.after(Duration.ofSeconds(60))))
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private List<TraceSpan> trace() {
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < SPANS; i++) {
      long start = maker.baseNanos() + i * 1_000_000L;
      Attributes attributes = Attributes.of("number", AttributeValue.of(i)).toBuilder()
          .put("color", i % 2 == 0 ? "red" : "blue")
          .build();
      spans.add(maker.span(
          "svc-" + i % 5, id, builder -> builder.startNanos(start).attributes(attributes)));
    }
    return spans;
  }

  private Map<String, TraceQuery> questions() {
    TraceQuery any = TraceQuery.of(window, TRACES);
    TraceQuery service = any.withService("svc-1");
    SpanField color = SpanField.attribute("color");
    SpanPredicate large =
        new Compare(SpanField.attribute("number"), Operator.GREATER_OR_EQUAL, "20");
    Map<String, TraceQuery> questions = new LinkedHashMap<>();
    questions.put("text", service.withPredicate(SpanPredicate.attribute("color", "blue")));
    questions.put("number", service.withPredicate(large));
    questions.put("pattern", service.withPredicate(new Wildcard(color, "b*e")));
    questions.put("no service", any);
    questions.put("no service, number", any.withPredicate(large));
    questions.put("no service, pattern", any.withPredicate(new Wildcard(color, "*lu*")));
    return questions;
  }

  private Map<String, Integer> rounds(Map<String, TraceQuery> questions) {
    storage.spanReader().findTraceIds(TraceQuery.of(window, 1), read());
    Map<String, Integer> rounds = new LinkedHashMap<>();
    questions.forEach((name, query) -> {
      calls.hold();
      List<TraceMatch> matches = storage.spanReader().findTraceIds(query, read());
      List<TraceSpan> found = new ArrayList<>();
      storage
          .spanReader()
          .fetch(
              new TraceFetch(matches.stream().map(TraceMatch::traceId).toList(), null),
              read(),
              chunk -> found.addAll(chunk.spans()));
      rounds.put(name, calls.release());
      assertThat(found).as(name).hasSize(TRACES * SPANS);
    });
    return rounds;
  }

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(60));
  }

  private static void assertAtMost(int most, Map<String, Integer> rounds) {
    assertThat(rounds).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(most));
  }

  @Test
  void conditionsThatSqlDecides_takeThreeRounds() throws Exception {
    open("rounds-sls");
    assertAtMost(3, rounds(questions()));
  }

  /** One for the traces, three to look at the spans in question, two for all spans. */
  @Test
  void conditionsThatAreCheckedOnSpans_takeThreeRoundsMore() throws Exception {
    open("rounds-checked");
    SpanPredicate oneCharacter = new Wildcard(SpanField.attribute("color"), "?lu*");
    assertAtMost(
        6,
        rounds(Map.of(
            "no service", TraceQuery.of(window, TRACES).withPredicate(oneCharacter),
            "service",
                TraceQuery.of(window, TRACES).withService("svc-1").withPredicate(oneCharacter))));
  }

  @Test
  void olderLayout_isCheckedOnSpans() throws Exception {
    open("rounds-legacy", "layout", "jaeger-legacy");
    Map<String, TraceQuery> questions = questions();
    questions.keySet().retainAll(List.of("number", "no service"));
    assertAtMost(6, rounds(questions));
  }
}
