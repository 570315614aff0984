// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.And;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Exists;
import io.tracingonsls.storage.SpanPredicate.Not;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Or;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.testing.generate.SeededSpans;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Random queries over random, hostile spans give what the reference store gives: same traces, same order, page by page. */
@ExtendWith(SeedExtension.class)
class SearchAgreementTest {
  private static final int SPANS = 400;

  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  @Test
  void randomQueries_agreeWithTheReferenceStore(SplittableRandom random) throws Exception {
    long now = Clock.systemUTC().millis() * 1_000_000L;
    TimeRange window = new TimeRange(now - 3_600_000_000_000L, now - 60_000_000_000L);
    SeededSpans seeded = new SeededSpans(random.nextLong(), window);
    SpanBatch batch = seeded.batch(SPANS);
    List<TraceSpan> spans = batch.flatten();
    try (TraceStorage reference = new MemoryTraceStorage();
        TraceStorage storage = LocalStorages.open(SERVICE, "agreement")) {
      write(reference, batch);
      write(storage, batch);
      for (int i = 0; i < Seeds.rounds(150); i++) {
        TraceQuery query = query(random, spans, window);
        assertThat(storage.spanReader().findTraceIds(query, read()))
            .as("%s", query)
            .isEqualTo(reference.spanReader().findTraceIds(query, read()));
      }
      summariesAgree(reference, storage, window);
      catalogsAgree(reference, storage);
    }
  }

  private static void summariesAgree(
      TraceStorage reference, TraceStorage storage, TimeRange window) {
    List<TraceMatch> all = reference.spanReader().findTraceIds(TraceQuery.of(window, 100), read());
    TraceFetch fetch = new TraceFetch(all.stream().map(TraceMatch::traceId).toList(), null);
    assertThat(storage.spanReader().summaries(fetch, read()))
        .isEqualTo(reference.spanReader().summaries(fetch, read()));
  }

  private static void catalogsAgree(TraceStorage reference, TraceStorage storage) {
    List<String> services = reference.catalogReader().services(read());
    assertThat(storage.catalogReader().services(read())).isEqualTo(services);
    for (String service : services) {
      assertThat(storage.catalogReader().operations(service, null, read()))
          .as("operations of %s", service)
          .isEqualTo(reference.catalogReader().operations(service, null, read()));
    }
  }

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(60));
  }

  private static void write(TraceStorage storage, SpanBatch batch) throws Exception {
    storage
        .spanWriter()
        .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(30))))
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static TraceQuery query(
      SplittableRandom random, List<TraceSpan> spans, TimeRange window) {
    TraceSpan sample = spans.get(random.nextInt(spans.size()));
    TraceQuery query = TraceQuery.of(
        random.nextInt(3) > 0
            ? window
            : new TimeRange(sample.span().startNanos() - random.nextInt(2), window.toNanos()),
        random.nextInt(1, 60));
    if (random.nextInt(3) == 0) {
      query = query.withService(sample.resource().serviceName());
    }
    if (random.nextInt(4) == 0) {
      query = query.withOperation(sample.span().name());
    }
    if (random.nextInt(4) == 0) {
      long duration = sample.span().durationNanos();
      query = query.withDurations(duration, random.nextBoolean() ? duration : 0);
    }
    if (random.nextInt(4) > 0) {
      query = query.withPredicate(predicate(random, spans, 2));
    }
    if (random.nextInt(5) == 0) {
      query =
          query.withAfter(new TraceMatch(sample.span().traceId(), sample.span().startNanos()));
    }
    return query;
  }

  private static SpanPredicate predicate(
      SplittableRandom random, List<TraceSpan> spans, int depth) {
    int choice = random.nextInt(depth == 0 ? 6 : 10);
    TraceSpan sample = spans.get(random.nextInt(spans.size()));
    return switch (choice) {
      case 0, 1, 2, 3 -> condition(random, sample);
      case 4 -> intrinsic(random, sample);
      case 5 -> known(random);
      case 6 -> new Not(predicate(random, spans, depth - 1));
      case 7 -> new Or(several(random, spans, depth));
      default -> new And(several(random, spans, depth));
    };
  }

  private static List<SpanPredicate> several(
      SplittableRandom random, List<TraceSpan> spans, int depth) {
    List<SpanPredicate> parts = new ArrayList<>();
    for (int i = 0; i < random.nextInt(1, 4); i++) {
      parts.add(predicate(random, spans, depth - 1));
    }
    return parts;
  }

  /** A condition that the sample meets, or nearly. */
  private static SpanPredicate condition(SplittableRandom random, TraceSpan sample) {
    List<Attribute> all = new ArrayList<>();
    sample.span().attributes().forEach(all::add);
    sample.resource().tags().forEach(all::add);
    sample.scope().attributes().forEach(all::add);
    for (SpanEvent event : sample.span().events()) {
      event.attributes().forEach(all::add);
    }
    for (SpanLink link : sample.span().links()) {
      link.attributes().forEach(all::add);
    }
    if (all.isEmpty()) {
      Attributes.of("none", AttributeValue.of(1)).forEach(all::add);
    }
    Attribute attribute = all.get(random.nextInt(all.size()));
    List<Place> places = List.of(Place.values());
    Place place = random.nextBoolean() ? Place.ANY : places.get(random.nextInt(places.size()));
    SpanField field = new AttributeField(attribute.key(), place);
    String text = attribute.value().asText();
    return switch (random.nextInt(10)) {
      case 0 -> new Exists(field);
      case 1 -> new Wildcard(field, text.isEmpty() ? "*" : text.substring(0, 1) + "*");
      case 8 -> new Wildcard(field, "*" + text.substring(text.length() / 2));
      case 9 ->
        new Compare(
            field,
            List.of(Operator.LESS, Operator.LESS_OR_EQUAL, Operator.GREATER).get(random.nextInt(3)),
            random.nextBoolean() && text.matches("-?[0-9]{1,20}") ? text : "3.5");
      case 2 -> new Compare(field, Operator.NOT_EQUALS, text);
      case 3 -> new Compare(field, Operator.GREATER_OR_EQUAL, "100");
      default -> new Compare(field, Operator.EQUALS, text);
    };
  }

  private static SpanPredicate intrinsic(SplittableRandom random, TraceSpan sample) {
    List<Operator> operators = List.of(Operator.values());
    return switch (random.nextInt(5)) {
      case 0 ->
        new Compare(Intrinsic.SERVICE, Operator.NOT_EQUALS, sample.resource().serviceName());
      case 1 -> new Compare(Intrinsic.NAME, Operator.EQUALS, sample.span().name());
      case 2 ->
        new Compare(
            Intrinsic.KIND, Operator.EQUALS, sample.span().effectiveKind().text());
      case 3 ->
        new Compare(Intrinsic.STATUS, Operator.EQUALS, random.nextBoolean() ? "error" : "unset");
      default ->
        new Compare(
            Intrinsic.DURATION,
            operators.get(random.nextInt(operators.size())),
            Long.toString(sample.span().durationNanos()));
    };
  }

  private static SpanPredicate known(SplittableRandom random) {
    String[][] pairs = {
      {"error", "true"},
      {"error", "false"},
      {"error", "x"},
      {"span.kind", "server"},
      {"span.kind", "unspecified"},
      {"span.status", "ok"},
      {"otel.status_code", "ERROR"},
      {"event", "a b"},
      {"otel.scope.name", "a"},
      {"http.status_code", "200"},
      {"resource.http.status_code", "404"}
    };
    String[] pair = pairs[random.nextInt(pairs.length)];
    return SpanPredicate.attribute(pair[0], pair[1]);
  }
}
