// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches find exactly the traces in which one span meets every condition. */
public abstract class SearchContract extends StorageContract {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  @Test
  void service_isExact() {
    String service = maker.unique("a b");
    TraceId wanted = one(service, "op");
    one(maker.unique("b a"), "op");
    one(service + "x", "op");
    one(service.replace('a', 'A'), "op");
    assertThat(find(query().withService(service))).containsExactly(wanted);
  }

  @Test
  void hostileServiceNames_findOnlyThemselves() {
    List<TraceSpan> spans = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      spans.add(maker.span(maker.unique(text), SpanMaker.traceId(), builder -> builder));
    }
    store(spans);
    for (TraceSpan span : spans) {
      assertThat(find(query().withService(span.resource().serviceName())))
          .as("service %s", span.resource().serviceName())
          .containsExactly(span.span().traceId());
    }
  }

  @Test
  void operation_isExact() {
    String service = maker.unique("svc");
    TraceId wanted = one(service, "GET /a/b");
    one(service, "GET /b/a");
    one(service, "get /a/b");
    assertThat(find(query().withService(service).withOperation("GET /a/b")))
        .containsExactly(wanted);
  }

  @Test
  void hostileOperations_findOnlyThemselves() {
    String service = maker.unique("svc");
    List<TraceSpan> spans = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      spans.add(maker.span(service, SpanMaker.traceId(), builder -> builder.name(text)));
    }
    store(spans);
    for (TraceSpan span : spans) {
      assertThat(find(query().withService(service).withOperation(span.span().name())))
          .as("operation %s", span.span().name())
          .containsExactly(span.span().traceId());
    }
  }

  @Test
  void durations_areInclusive() {
    String service = maker.unique("svc");
    TraceId two = lasting(service, 2 * MILLI);
    TraceId three = lasting(service, 3 * MILLI);
    TraceId four = lasting(service, 4 * MILLI);
    TraceQuery all = query().withService(service);
    assertThat(find(all.withDurations(3 * MILLI, 0))).containsExactlyInAnyOrder(three, four);
    assertThat(find(all.withDurations(0, 3 * MILLI))).containsExactlyInAnyOrder(two, three);
    assertThat(find(all.withDurations(3 * MILLI, 3 * MILLI))).containsExactly(three);
    assertThat(find(all.withDurations(3 * MILLI + 1, 4 * MILLI - 1))).isEmpty();
  }

  @Test
  void window_isInclusiveAndByStart() {
    String service = maker.unique("svc");
    long base = maker.baseNanos();
    TraceId at = startingAt(service, base + 5 * SECOND);
    startingAt(service, base + 6 * SECOND);
    startingAt(service, base + 4 * SECOND);
    TimeRange window = new TimeRange(base + 5 * SECOND, base + 5 * SECOND);
    assertThat(find(TraceQuery.of(window, 10).withService(service))).containsExactly(at);
  }

  @Test
  void attribute_isFoundWhereverItStands() {
    String service = maker.unique("svc");
    String value = maker.unique("v");
    Attributes place = Attributes.of("place.key", AttributeValue.of(value));
    List<TraceSpan> spans = List.of(
        maker.span(service, SpanMaker.traceId(), builder -> builder.attributes(place)),
        maker.span(
            Resource.ofService(service, place),
            Scope.EMPTY,
            SpanMaker.traceId(),
            builder -> builder),
        maker.span(
            service,
            SpanMaker.traceId(),
            builder -> builder.events(List.of(
                new SpanEvent(maker.baseNanos(), "first", Attributes.empty()),
                new SpanEvent(maker.baseNanos(), "second", place)))),
        maker.span(
            Resource.ofService(service, Attributes.empty()),
            new Scope("s", "", place, 0, ""),
            SpanMaker.traceId(),
            builder -> builder),
        maker.span(
            service,
            SpanMaker.traceId(),
            builder -> builder.links(List.of(new SpanLink(
                SpanMaker.traceId(), SpanMaker.spanId(), ReferenceType.NONE, "", 0, place, 0)))));
    store(spans);
    one(service, "without");
    assertThat(find(query()
            .withService(service)
            .withPredicate(SpanPredicate.attribute("place.key", value))))
        .containsExactlyInAnyOrderElementsOf(ids(spans));
    assertThat(find(query()
            .withService(service)
            .withPredicate(SpanPredicate.attribute("place.key", value + "x"))))
        .isEmpty();
  }

  @Test
  void repeatedKey_isFoundByEachOfItsValues() {
    String service = maker.unique("svc");
    Attributes repeated = Attributes.builder()
        .put("again", true)
        .put("again", "second")
        .put("again", "third")
        .build();
    TraceSpan ofSpan =
        maker.span(service, SpanMaker.traceId(), builder -> builder.attributes(repeated));
    TraceSpan ofResource = maker.span(
        Resource.ofService(service, repeated),
        Scope.EMPTY,
        SpanMaker.traceId(),
        builder -> builder);
    store(List.of(ofSpan, ofResource));
    for (String value : List.of("true", "second", "third")) {
      assertThat(find(
              query().withService(service).withPredicate(SpanPredicate.attribute("again", value))))
          .as("again=%s", value)
          .containsExactlyInAnyOrder(ofSpan.span().traceId(), ofResource.span().traceId());
    }
  }

  @Test
  void typedValues_areFoundByTheirText() {
    String service = maker.unique("svc");
    TraceSpan span = maker.span(
        service,
        SpanMaker.traceId(),
        builder -> builder.attributes(Attributes.builder()
            .put("text", "123")
            .put("int", 123)
            .put("double", 72.5)
            .put("integral", 3.0)
            .put("bool", true)
            .put("negative", -7)
            .put("blob", AttributeValue.of(new byte[] {0, 0, 48, 57}))
            .build()));
    store(List.of(span));
    for (String[] pair : new String[][] {
      {"text", "123"},
      {"int", "123"},
      {"double", "72.5"},
      {"integral", "3"},
      {"bool", "true"},
      {"negative", "-7"},
      {"blob", "00003039"},
      {"blob", "AAAwOQ=="}
    }) {
      assertThat(find(query()
              .withService(service)
              .withPredicate(SpanPredicate.attribute(pair[0], pair[1]))))
          .as("%s=%s", pair[0], pair[1])
          .containsExactly(span.span().traceId());
    }
    assertThat(
            find(query().withService(service).withPredicate(SpanPredicate.attribute("int", "12"))))
        .isEmpty();
    assertThat(find(
            query().withService(service).withPredicate(SpanPredicate.attribute("bool", "false"))))
        .isEmpty();
  }

  @Test
  void conditions_mayBeMetInDifferentPlacesOfOneSpan() {
    String service = maker.unique("svc");
    TraceSpan span = maker.span(
        Resource.ofService(service, Attributes.of("r", AttributeValue.of("1"))),
        Scope.EMPTY,
        SpanMaker.traceId(),
        builder -> builder
            .attributes(Attributes.of("s", AttributeValue.of("2")))
            .events(List.of(
                new SpanEvent(maker.baseNanos(), "", Attributes.of("e1", AttributeValue.of("3"))),
                new SpanEvent(
                    maker.baseNanos(), "", Attributes.of("e2", AttributeValue.of("4"))))));
    store(List.of(span));
    assertThat(find(query()
            .withService(service)
            .withPredicate(all("r", "1", "s", "2", "e1", "3", "e2", "4"))))
        .containsExactly(span.span().traceId());
  }

  @Test
  void conditions_mayNotBeSpreadOverSpans() {
    String service = maker.unique("svc");
    TraceId id = SpanMaker.traceId();
    store(List.of(
        maker.span(
            service, id, builder -> builder.attributes(Attributes.of("a", AttributeValue.of("1")))),
        maker.span(
            service,
            id,
            builder -> builder.attributes(Attributes.of("b", AttributeValue.of("2"))))));
    assertThat(find(query().withService(service).withPredicate(all("a", "1", "b", "2"))))
        .isEmpty();
  }

  @Test
  void hostileTagValues_findOnlyThemselves() {
    String service = maker.unique("svc");
    List<TraceSpan> spans = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      spans.add(maker.span(
          service,
          SpanMaker.traceId(),
          builder -> builder.attributes(Attributes.of("k", AttributeValue.of(text)))));
    }
    store(spans);
    for (int i = 0; i < spans.size(); i++) {
      String text = HostileTexts.ALL.get(i);
      assertThat(
              find(query().withService(service).withPredicate(SpanPredicate.attribute("k", text))))
          .as("k=%s", text)
          .containsExactly(spans.get(i).span().traceId());
    }
  }

  @Test
  void hostileTagKeys_findOnlyThemselves() {
    String service = maker.unique("svc");
    List<TraceSpan> spans = new ArrayList<>();
    for (String text : HostileTexts.ALL) {
      spans.add(maker.span(
          service,
          SpanMaker.traceId(),
          builder -> builder.attributes(Attributes.of(text, AttributeValue.of("v")))));
    }
    store(spans);
    for (int i = 0; i < spans.size(); i++) {
      String text = HostileTexts.ALL.get(i);
      assertThat(
              find(query().withService(service).withPredicate(SpanPredicate.attribute(text, "v"))))
          .as("key %s", text)
          .containsExactly(spans.get(i).span().traceId());
    }
  }

  @Test
  void wellKnownNames_meanFieldsAndTagsAlike() {
    String service = maker.unique("svc");
    TraceSpan otlp = maker.span(
        service,
        SpanMaker.traceId(),
        builder ->
            builder.kind(SpanKind.SERVER).status(new SpanStatus(SpanStatus.Code.ERROR, "boom")));
    TraceSpan jaeger = maker.span(
        service,
        SpanMaker.traceId(),
        builder -> builder.attributes(
            Attributes.builder().put("span.kind", "server").put("error", true).build()));
    TraceSpan fine =
        maker.span(service, SpanMaker.traceId(), builder -> builder.kind(SpanKind.CLIENT));
    store(List.of(otlp, jaeger, fine));
    TraceQuery query = query().withService(service);
    assertThat(find(query.withPredicate(SpanPredicate.attribute("error", "true"))))
        .containsExactlyInAnyOrderElementsOf(ids(List.of(otlp, jaeger)));
    assertThat(find(query.withPredicate(SpanPredicate.attribute("error", "false"))))
        .containsExactlyElementsOf(ids(List.of(fine)));
    assertThat(find(query.withPredicate(SpanPredicate.attribute("span.kind", "server"))))
        .containsExactlyInAnyOrderElementsOf(ids(List.of(otlp, jaeger)));
    assertThat(find(query.withPredicate(SpanPredicate.attribute("otel.status_code", "ERROR"))))
        .containsExactlyInAnyOrderElementsOf(ids(List.of(otlp, jaeger)));
    assertThat(
            find(query.withPredicate(SpanPredicate.attribute("otel.status_description", "boom"))))
        .containsExactlyElementsOf(ids(List.of(otlp)));
  }

  @Test
  void manyConditions_areAllApplied() {
    String service = maker.unique("svc");
    Attributes.Builder tags = Attributes.builder();
    String[] pairs = new String[80];
    for (int i = 0; i < 40; i++) {
      tags.put("k" + i, "v" + i);
      pairs[2 * i] = "k" + i;
      pairs[2 * i + 1] = "v" + i;
    }
    TraceSpan whole =
        maker.span(service, SpanMaker.traceId(), builder -> builder.attributes(tags.build()));
    TraceSpan lacksOne = maker.span(
        service, SpanMaker.traceId(), builder -> builder.attributes(tags.build().without(39)));
    store(List.of(whole, lacksOne));
    assertThat(find(query().withService(service).withPredicate(all(pairs))))
        .containsExactlyElementsOf(ids(List.of(whole)));
  }

  @Test
  void results_areNewestFirstAndLimited() {
    String service = maker.unique("svc");
    List<TraceId> byAge = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      byAge.add(0, startingAt(service, maker.baseNanos() + i * SECOND));
    }
    assertThat(find(TraceQuery.of(everything(), 10).withService(service)))
        .isEqualTo(byAge.subList(0, 10));
  }

  @Test
  void pages_followEachOtherWithoutGapOrRepeat() {
    String service = maker.unique("svc");
    List<TraceId> byAge = new ArrayList<>();
    for (int i = 0; i < 23; i++) {
      byAge.add(0, startingAt(service, maker.baseNanos() + i * SECOND));
    }
    List<TraceId> seen = new ArrayList<>();
    TraceQuery query = TraceQuery.of(everything(), 5).withService(service);
    List<TraceMatch> page = storage().spanReader().findTraceIds(query, read());
    while (!page.isEmpty()) {
      page.forEach(match -> seen.add(match.traceId()));
      page =
          storage().spanReader().findTraceIds(query.withAfter(page.get(page.size() - 1)), read());
    }
    assertThat(seen).isEqualTo(byAge);
  }

  @Test
  void search_withoutServiceFindsAllServices() {
    String value = maker.unique("v");
    List<TraceSpan> spans = List.of(
        maker.span(
            maker.unique("one"),
            SpanMaker.traceId(),
            builder -> builder.attributes(Attributes.of("k", AttributeValue.of(value)))),
        maker.span(
            maker.unique("two"),
            SpanMaker.traceId(),
            builder -> builder.attributes(Attributes.of("k", AttributeValue.of(value)))));
    store(spans);
    assertThat(find(query().withPredicate(SpanPredicate.attribute("k", value))))
        .containsExactlyInAnyOrderElementsOf(ids(spans));
  }

  @Test
  void traceWithManyMatchingSpans_countsOnce() {
    String service = maker.unique("svc");
    TraceId id = SpanMaker.traceId();
    List<TraceSpan> spans = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      spans.add(maker.span(service, id, builder -> builder));
    }
    store(spans);
    TraceId other = startingAt(service, maker.baseNanos() - SECOND);
    assertThat(find(TraceQuery.of(everything(), 2).withService(service)))
        .containsExactly(id, other);
  }

  @Test
  void summaries_agreeWithTheTraces() {
    String service = maker.unique("svc");
    TraceId id = SpanMaker.traceId();
    TraceSpan root =
        maker.span(service, id, builder -> builder.name("root").durationNanos(5 * MILLI));
    TraceSpan child = maker.span(
        maker.unique("child"),
        id,
        builder -> builder
            .parentSpanId(root.span().spanId())
            .startNanos(maker.baseNanos() + MILLI)
            .status(new SpanStatus(SpanStatus.Code.ERROR, "")));
    TraceSpan orphan = maker.span(
        service,
        id,
        builder ->
            builder.parentSpanId(SpanMaker.spanId()).startNanos(maker.baseNanos() + 6 * MILLI));
    store(List.of(root, child, orphan));
    Eventually.holds(
        PATIENCE,
        () -> assertThat(storage()
                .spanReader()
                .summaries(new TraceFetch(List.of(SpanMaker.traceId(), id), null), read()))
            .containsExactly(
                io.tracingonsls.storage.TraceSummary.of(id, List.of(root, child, orphan))));
  }

  /** The last hour before and a little after the base time. */
  protected final TraceQuery query() {
    return TraceQuery.of(everything(), 100);
  }

  private TimeRange everything() {
    return new TimeRange(maker.baseNanos() - 3600 * SECOND, maker.baseNanos() + 600 * SECOND);
  }

  protected final List<TraceId> find(TraceQuery query) {
    return storage().spanReader().findTraceIds(query, read()).stream()
        .map(TraceMatch::traceId)
        .toList();
  }

  private TraceId one(String service, String operation) {
    TraceSpan span = maker.span(service, SpanMaker.traceId(), builder -> builder.name(operation));
    store(List.of(span));
    return span.span().traceId();
  }

  private TraceId lasting(String service, long nanos) {
    TraceSpan span =
        maker.span(service, SpanMaker.traceId(), builder -> builder.durationNanos(nanos));
    store(List.of(span));
    return span.span().traceId();
  }

  private TraceId startingAt(String service, long nanos) {
    TraceSpan span = maker.span(service, SpanMaker.traceId(), builder -> builder.startNanos(nanos));
    store(List.of(span));
    return span.span().traceId();
  }

  private static SpanPredicate all(String... pairs) {
    List<SpanPredicate> parts = new ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      parts.add(SpanPredicate.attribute(pairs[i], pairs[i + 1]));
    }
    return new SpanPredicate.And(parts);
  }

  private static List<TraceId> ids(List<TraceSpan> spans) {
    return spans.stream().map(span -> span.span().traceId()).toList();
  }
}
