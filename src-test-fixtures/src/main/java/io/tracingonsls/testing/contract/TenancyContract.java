// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.WriteContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What belongs to one tenant is seen by no other, whichever way it is asked for. */
public abstract class TenancyContract extends StorageContract {
  private static final String ACME = "acme";
  private static final String GLOBEX = "globex-2";
  private static final String NOBODY = "initech";

  /** Of the same trace and service, so that only tenancy tells them apart. */
  private final TraceId id = SpanMaker.traceId();

  private final String service = maker.unique("svc");
  private final SpanId parent = SpanMaker.spanId();
  private final TraceSpan acmes = span(service, "acmes", "acme-secret", SpanId.ZERO, parent);
  private final TraceSpan globexs =
      span(service, "globexs", "globex-secret", SpanId.ZERO, SpanMaker.spanId());
  private final TraceSpan acmesChild =
      span(maker.unique("db"), "query", "acme-secret", parent, SpanMaker.spanId());

  private TraceSpan span(String owner, String name, String value, SpanId parentId, SpanId spanId) {
    return maker.span(
        owner,
        id,
        builder -> builder
            .spanId(spanId)
            .parentSpanId(parentId)
            .name(name)
            .attributes(Attributes.builder().put("color." + value, value).build()));
  }

  private static ReadContext as(String tenant) {
    return new ReadContext(
        tenant, Deadline.after(PATIENCE), 1000, 1L << 26, new CancelFlag(), warning -> {});
  }

  private void write(String tenant, TraceSpan... spans) {
    assertThat(get(storage()
                .spanWriter()
                .write(
                    SpanMaker.batch(List.of(spans)),
                    new WriteContext(tenant, Deadline.after(PATIENCE))))
            .accepted())
        .isEqualTo(spans.length);
    Eventually.holds(PATIENCE, () -> assertThat(fetched(storage(), tenant)).hasSize(spans.length));
  }

  private List<TraceSpan> fetched(TraceStorage from, String tenant) {
    List<TraceSpan> spans = new ArrayList<>();
    from.spanReader()
        .fetch(new TraceFetch(List.of(id), null), as(tenant), chunk -> spans.addAll(chunk.spans()));
    return spans;
  }

  @BeforeEach
  final void writeForTwoTenants() {
    write(ACME, acmes, acmesChild);
    write(GLOBEX, globexs);
  }

  @Test
  void fetch_givesOwnSpansOnly() {
    assertThat(fetched(storage(), ACME)).containsExactlyInAnyOrder(acmes, acmesChild);
    assertThat(fetched(storage(), GLOBEX)).containsExactly(globexs);
    assertThat(fetched(storage(), NOBODY)).isEmpty();
    assertThat(fetched(storage(), "")).isEmpty();
  }

  @Test
  void search_findsOwnTracesOnly() {
    TraceQuery byService = TraceQuery.of(TimeRange.ALL, 10).withService(service);
    assertThat(find(byService, ACME)).extracting(TraceMatch::traceId).containsExactly(id);
    assertThat(find(byService, GLOBEX)).extracting(TraceMatch::traceId).containsExactly(id);
    assertThat(find(byService, NOBODY)).isEmpty();
    assertThat(find(byService, "")).isEmpty();
    TraceQuery others = byService.withOperation("globexs");
    assertThat(find(others, ACME)).isEmpty();
    assertThat(find(others, GLOBEX)).hasSize(1);
  }

  private List<TraceMatch> find(TraceQuery query, String tenant) {
    return storage().spanReader().findTraceIds(query, as(tenant));
  }

  @Test
  void catalogue_listsOwnNamesOnly() {
    Eventually.holds(PATIENCE, () -> {
      assertThat(storage().catalogReader().services(as(GLOBEX)))
          .contains(service)
          .doesNotContain(acmesChild.resource().serviceName());
      assertThat(operations(ACME)).containsExactly("acmes");
      assertThat(operations(GLOBEX)).containsExactly("globexs");
    });
    assertThat(operations(NOBODY)).isEmpty();
    assertThat(storage().catalogReader().services(as(NOBODY))).isEmpty();
    assertThat(storage().catalogReader().services(as(""))).doesNotContain(service);
  }

  private List<String> operations(String tenant) {
    return storage().catalogReader().operations(service, null, as(tenant)).stream()
        .map(Operation::name)
        .distinct()
        .toList();
  }

  @Test
  void summaries_areOfOwnSpansOnly() {
    if (storage().capabilities().summaries()) {
      assertThat(summaries(ACME)).extracting(TraceSummary::spanCount).containsExactly(2);
      assertThat(summaries(GLOBEX)).extracting(TraceSummary::spanCount).containsExactly(1);
      assertThat(summaries(NOBODY)).isEmpty();
    }
  }

  private List<TraceSummary> summaries(String tenant) {
    return storage().spanReader().summaries(new TraceFetch(List.of(id), null), as(tenant));
  }

  @Test
  void dependenciesAndMetrics_areOfOwnSpansOnly() {
    TimeRange range =
        new TimeRange(maker.baseNanos() - 60_000_000_000L, maker.baseNanos() + 60_000_000_000L);
    if (storage().capabilities().dependencies()) {
      assertThat(storage().dependencyReader().links(range, as(ACME)))
          .anySatisfy(link -> assertThat(link.parent()).isEqualTo(service));
      assertThat(storage().dependencyReader().links(range, as(GLOBEX)))
          .noneSatisfy(link -> assertThat(link.parent()).isEqualTo(service));
      assertThat(storage().dependencyReader().links(range, as(NOBODY))).isEmpty();
    }
    if (storage().capabilities().metrics()) {
      MetricsQuery query = new MetricsQuery(
          List.of(acmesChild.resource().serviceName()),
          true,
          Set.of(),
          range,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10));
      assertThat(storage().metricsReader().callRates(query, as(ACME))).isNotEmpty();
      assertThat(storage().metricsReader().callRates(query, as(GLOBEX))).isEmpty();
      assertThat(storage().metricsReader().callRates(query, as(NOBODY))).isEmpty();
    }
  }

  @Test
  void suggestions_areOfOwnSpansOnly() {
    if (storage().capabilities().tagSuggestions()) {
      assertThat(storage().tagSuggestions().keys("color.", as(ACME)))
          .containsExactly("color.acme-secret");
      assertThat(storage().tagSuggestions().keys("color.", as(GLOBEX)))
          .containsExactly("color.globex-secret");
      assertThat(storage().tagSuggestions().keys("color.", as(NOBODY))).isEmpty();
    }
  }
}
