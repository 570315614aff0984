// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Exists;
import io.tracingonsls.storage.SpanPredicate.Not;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Or;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything beyond a conjunction of equalities, or a clear refusal by a store that declares it can't. */
public abstract class PredicateContract extends StorageContract {
  @Test
  void comparisonsAndLogic_selectTheRightSpans() {
    String service = maker.unique("svc");
    TraceSpan a = tagged(
        service,
        "GET /a",
        Attributes.builder().put("status", 200).put("zone", "z1").build(),
        1);
    TraceSpan b = tagged(
        service,
        "GET /b",
        Attributes.builder().put("status", 404).put("zone", "z2").build(),
        2);
    TraceSpan c = tagged(
        service,
        "POST /c",
        Attributes.builder().put("status", "500").put("user", "u").build(),
        3);
    store(List.of(a, b, c));
    if (!storage().capabilities().predicates()) {
      assertThatThrownBy(() -> find(service, new Not(SpanPredicate.attribute("zone", "z1"))))
          .isInstanceOf(StorageException.class);
      return;
    }
    expect(service, compare(SpanField.attribute("status"), Operator.GREATER_OR_EQUAL, "404"), b, c);
    expect(service, compare(SpanField.attribute("status"), Operator.LESS, "404"), a);
    expect(service, compare(SpanField.attribute("status"), Operator.GREATER, "404"), c);
    expect(service, compare(SpanField.attribute("zone"), Operator.NOT_EQUALS, "z1"), b, c);
    expect(service, new Exists(SpanField.attribute("zone")), a, b);
    expect(service, new Not(new Exists(SpanField.attribute("zone"))), c);
    expect(
        service,
        new Or(
            List.of(SpanPredicate.attribute("zone", "z1"), SpanPredicate.attribute("user", "u"))),
        a,
        c);
    expect(service, new Wildcard(Intrinsic.NAME, "GET /?"), a, b);
    expect(service, new Wildcard(SpanField.attribute("zone"), "z*"), a, b);
    expect(service, compare(Intrinsic.DURATION, Operator.GREATER, "2000000"), c);
    expect(service, compare(Intrinsic.NAME, Operator.EQUALS, "POST /c"), c);
    expect(service, compare(new AttributeField("zone", Place.RESOURCE), Operator.EQUALS, "z1"));
    expect(service, compare(new AttributeField("zone", Place.SPAN), Operator.EQUALS, "z1"), a);
  }

  @Test
  void emptyValues_areThereAllTheSame() {
    String service = maker.unique("svc");
    Attributes empty = Attributes.builder().put("void", "").build();
    TraceSpan ofSpan = tagged(service, "a", empty, 1);
    TraceSpan ofResource = maker.span(
        Resource.ofService(service, empty), Scope.EMPTY, SpanMaker.traceId(), builder -> builder);
    TraceSpan none = tagged(service, "b", Attributes.empty(), 1);
    store(List.of(ofSpan, ofResource, none));
    if (storage().capabilities().predicates()) {
      SpanField field = SpanField.attribute("void");
      expect(service, new Exists(field), ofSpan, ofResource);
      expect(service, new Not(new Exists(field)), none);
      expect(service, new Wildcard(field, "*"), ofSpan, ofResource);
      expect(
          service,
          new Or(List.of(
              SpanPredicate.attribute("void", ""), compare(field, Operator.EQUALS, "never"))),
          ofSpan,
          ofResource);
    }
  }

  private TraceSpan tagged(String service, String name, Attributes attributes, int millis) {
    return maker.span(
        service,
        SpanMaker.traceId(),
        builder -> builder.name(name).attributes(attributes).durationNanos(millis * 1_000_000L));
  }

  private static SpanPredicate compare(SpanField field, Operator operator, String value) {
    return new Compare(field, operator, value);
  }

  private void expect(String service, SpanPredicate predicate, TraceSpan... spans) {
    assertThat(find(service, predicate))
        .as("%s", predicate)
        .containsExactlyInAnyOrderElementsOf(
            List.of(spans).stream().map(span -> span.span().traceId()).toList());
  }

  private List<TraceId> find(String service, SpanPredicate predicate) {
    TimeRange window = new TimeRange(maker.baseNanos() - 1, maker.baseNanos() + 1);
    TraceQuery query = TraceQuery.of(window, 100).withService(service).withPredicate(predicate);
    return storage().spanReader().findTraceIds(query, read()).stream()
        .map(TraceMatch::traceId)
        .toList();
  }
}
