// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.testing.contract.SpanMaker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What questions cost in calls to Log Service and in rounds of them, whatever the number of spans. */
class CallCountTest {
  private static final long HOUR = 3_600_000_000_000L;

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final SpanMaker maker = new SpanMaker();
  private final TimeRange window =
      new TimeRange(maker.baseNanos() - 1, maker.baseNanos() + 600_000_000_000L);

  private HeldCalls calls;
  private SlsTraceStorage storage;

  private void open(String project, String... more) {
    calls = HeldCalls.on(SERVICE, project, more);
    storage = calls.open();
  }

  @AfterEach
  void close() {
    SERVICE.faults().clear();
    storage.close();
  }

  private void write(List<TraceSpan> spans) throws Exception {
    for (int from = 0; from < spans.size(); from += 1_000) {
      storage
          .spanWriter()
          .write(
              SpanMaker.batch(spans.subList(from, Math.min(spans.size(), from + 1_000))),
              new WriteContext("", Deadline.after(Duration.ofSeconds(60))))
          .toCompletableFuture()
          .get(60, TimeUnit.SECONDS);
    }
  }

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(60));
  }

  private List<TraceSpan> spans(TraceId id, int count, long spacingNanos) {
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = maker.baseNanos() + i * spacingNanos;
      Attributes attributes = Attributes.of("number", AttributeValue.of(i)).toBuilder()
          .put("color", i % 2 == 0 ? "red" : "blue")
          .put("bytes", AttributeValue.of(new byte[] {1, (byte) i}))
          .build();
      spans.add(maker.span(
          "svc-" + i % 5, id, builder -> builder.startNanos(start).attributes(attributes)));
    }
    return spans;
  }

  private List<TraceSpan> fetch(List<TraceId> ids) {
    List<TraceSpan> found = new ArrayList<>();
    storage
        .spanReader()
        .fetch(new TraceFetch(ids, null), read(), chunk -> found.addAll(chunk.spans()));
    return found;
  }

  @Test
  void tenThousandSpans_costAHandfulOfCallsAndComeBackEqual() throws Exception {
    open("calls-large");
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = spans(id, 10_000, 1_001_001);
    write(spans);
    write(spans(SpanMaker.traceId(), 200, 1_000_000));
    fetch(List.of(SpanMaker.traceId()));
    calls.reset();
    assertThat(fetch(List.of(id))).containsExactlyElementsOf(spans);
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(5);
  }

  @Test
  void valuesThatSqlCuts_comeBackWhole() throws Exception {
    open("calls-long");
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = spans(id, 600, 1_000_000);
    spans.add(maker.span(
        "svc-0",
        id,
        builder -> builder
            .startNanos(maker.baseNanos() + 700_000_000L)
            .attributes(Attributes.of("long", AttributeValue.of("ü".repeat(9_000))))));
    write(spans);
    assertThat(fetch(List.of(id))).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Test
  void searchOfTwentyTraces_isThreeRounds() throws Exception {
    open("calls-rounds");
    List<TraceId> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(SpanMaker.traceId());
      write(spans(ids.get(i), i == 3 ? 3_000 : 60, 1_000_000));
    }
    TraceQuery query = TraceQuery.of(window, 20)
        .withService("svc-1")
        .withPredicate(SpanPredicate.attribute("color", "blue"));
    storage.spanReader().findTraceIds(query, read());
    SERVICE.faults().add(Call.ANY, new Fault.Delay(Duration.ofMillis(30)), Faults.ALWAYS);
    calls.hold();
    List<TraceMatch> matches = storage.spanReader().findTraceIds(query, read());
    List<TraceSpan> found = fetch(matches.stream().map(TraceMatch::traceId).toList());
    assertThat(calls.release()).isLessThanOrEqualTo(3);
    assertThat(matches).extracting(TraceMatch::traceId).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(found).hasSize(19 * 60 + 3_000);
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void monitorPage_isOneStatementAndItsRefreshNone() throws Exception {
    open("calls-monitor");
    write(spans(SpanMaker.traceId(), 300, 1_000_000_000));
    storage.spanReader().findTraceIds(TraceQuery.of(window, 1), read());
    calls.reset();
    long now = maker.baseNanos() + 600_000_000_000L;
    List<List<MetricSeries>> first = page(now);
    assertThat(calls.calls()).containsExactly("query");
    assertThat(first).noneMatch(List::isEmpty);
    assertThat(page(now)).isEqualTo(first);
    assertThat(calls.calls()).hasSize(1);
    page(now + 60_000_000_000L);
    assertThat(calls.calls()).hasSize(2);
  }

  /** The eight questions of the Monitor tab, at once. */
  private List<List<MetricSeries>> page(long now) throws Exception {
    MetricsReader metrics = storage.metricsReader();
    List<Function<MetricsQuery, List<MetricSeries>>> measures = List.of(
        query -> metrics.latencies(query, 0.5, read()),
        query -> metrics.latencies(query, 0.75, read()),
        query -> metrics.latencies(query, 0.95, read()),
        query -> metrics.callRates(query, read()),
        query -> metrics.errorRates(query, read()));
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<MetricSeries>>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        MetricsQuery query = new MetricsQuery(
            List.of("svc-1"),
            i >= 5,
            Set.of(),
            new TimeRange(now - HOUR, now),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10));
        Function<MetricsQuery, List<MetricSeries>> measure = measures.get(i < 5 ? i : i - 3);
        answers.add(pool.submit(() -> measure.apply(query)));
      }
      List<List<MetricSeries>> all = new ArrayList<>();
      for (Future<List<MetricSeries>> answer : answers) {
        all.add(answer.get(60, TimeUnit.SECONDS));
      }
      return all;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void dependencies_areAskedForOncePerClosedHour() throws Exception {
    open("calls-links", "catalog-age", "60s");
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long start = maker.baseNanos() - i * HOUR / 2;
      TraceId id = SpanMaker.traceId();
      SpanId root = SpanMaker.spanId();
      spans.add(maker.span("front", id, builder -> builder.spanId(root).startNanos(start)));
      spans.add(
          maker.span("back", id, builder -> builder.parentSpanId(root).startNanos(start + 1_000)));
    }
    write(spans);
    TimeRange day =
        new TimeRange(maker.baseNanos() - 24 * HOUR + 7, maker.baseNanos() + 300_000_000_000L);
    List<DependencyLink> first = storage.dependencyReader().links(day, read());
    calls.reset();
    assertThat(storage.dependencyReader().links(day, read())).isEqualTo(first);
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(2);
    assertThat(first).hasSize(1);
    assertThat(first.get(0).callCount()).isEqualTo(49);
    TimeRange hours = new TimeRange(maker.baseNanos() - 10 * HOUR, maker.baseNanos() - 5 * HOUR);
    calls.reset();
    assertThat(storage.dependencyReader().links(hours, read()).get(0).callCount())
        .isEqualTo(10);
    assertThat(calls.calls()).hasSizeLessThanOrEqualTo(2);
  }
}
