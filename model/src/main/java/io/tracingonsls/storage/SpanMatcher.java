// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate.And;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Exists;
import io.tracingonsls.storage.SpanPredicate.Not;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Or;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Decides whether a span meets a query: the one definition for every store.
 *
 * <p>Jaeger's names for what OTLP keeps in fields work as attribute keys: {@code span.kind}, {@code error} (true means status ERROR, false any
 * other status, unless the span has such an attribute), {@code otel.status_code}, {@code otel.status_description}, {@code span.status},
 * {@code otel.scope.name} or {@code scope.name}, {@code otel.scope.version} or {@code scope.version}, {@code w3c.tracestate}, {@code event}
 * (an event's name), and {@code resource.k} for a resource attribute alone.
 */
public final class SpanMatcher {
  private SpanMatcher() {}

  /** Whether the span meets every condition of the query, its time window included. */
  public static boolean matches(TraceQuery query, TraceSpan located) {
    Span span = located.span();
    return query.start().contains(span.startNanos())
        && (query.minDurationNanos() == 0 || span.durationNanos() >= query.minDurationNanos())
        && (query.maxDurationNanos() == 0 || span.durationNanos() <= query.maxDurationNanos())
        && (query.service().isEmpty()
            || query.service().equals(located.resource().serviceName()))
        && (query.operation().isEmpty() || query.operation().equals(span.name()))
        && matches(query.predicate(), located);
  }

  public static boolean matches(SpanPredicate predicate, TraceSpan span) {
    if (predicate instanceof And and) {
      return and.parts().stream().allMatch(part -> matches(part, span));
    }
    if (predicate instanceof Or or) {
      return or.parts().stream().anyMatch(part -> matches(part, span));
    }
    if (predicate instanceof Not not) {
      return !matches(not.part(), span);
    }
    if (predicate instanceof Exists exists) {
      return anyValue(exists.field(), span, value -> true);
    }
    if (predicate instanceof Wildcard wildcard) {
      Predicate<String> pattern = WildcardPattern.compile(wildcard.pattern());
      return anyValue(wildcard.field(), span, value -> pattern.test(value.asText()));
    }
    Compare compare = (Compare) predicate;
    if (compare.operator() == Operator.NOT_EQUALS) {
      return !compares(new Compare(compare.field(), Operator.EQUALS, compare.value()), span);
    }
    return compares(compare, span);
  }

  private static boolean compares(Compare compare, TraceSpan span) {
    return anyValue(
        compare.field(),
        span,
        value -> ValueComparison.holds(value, compare.operator(), compare.value()));
  }

  private static boolean anyValue(SpanField field, TraceSpan span, Predicate<AttributeValue> test) {
    if (field instanceof Intrinsic intrinsic) {
      return test.test(intrinsic(intrinsic, span));
    }
    AttributeField attribute = (AttributeField) field;
    return anyAttribute(attribute.key(), attribute.place(), span, test)
        || (attribute.place() == Place.ANY && anyDerived(attribute.key(), span, test));
  }

  private static AttributeValue intrinsic(Intrinsic field, TraceSpan located) {
    Span span = located.span();
    return switch (field) {
      case SERVICE -> AttributeValue.of(located.resource().serviceName());
      case NAME -> AttributeValue.of(span.name());
      case KIND -> AttributeValue.of(span.effectiveKind().text());
      case STATUS ->
        AttributeValue.of(span.effectiveStatus().code().name().toLowerCase(Locale.ROOT));
      case DURATION -> AttributeValue.of(span.durationNanos());
    };
  }

  private static boolean anyAttribute(
      String key, Place place, TraceSpan located, Predicate<AttributeValue> test) {
    Span span = located.span();
    boolean any = place == Place.ANY;
    if (((any || place == Place.SPAN) && has(span.attributes(), key, test))
        || ((any || place == Place.RESOURCE) && has(located.resource().tags(), key, test))
        || ((any || place == Place.SCOPE) && has(located.scope().attributes(), key, test))) {
      return true;
    }
    if (any || place == Place.EVENT) {
      for (SpanEvent event : span.events()) {
        if (has(event.attributes(), key, test)) {
          return true;
        }
      }
    }
    if (any || place == Place.LINK) {
      for (SpanLink link : span.links()) {
        if (has(link.attributes(), key, test)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean has(Attributes attributes, String key, Predicate<AttributeValue> test) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.key(i).equals(key) && test.test(attributes.value(i))) {
        return true;
      }
    }
    return false;
  }

  /** Names under which Jaeger's users look for fields. */
  private static boolean anyDerived(String key, TraceSpan located, Predicate<AttributeValue> test) {
    Span span = located.span();
    Scope scope = located.scope();
    return switch (key) {
      case "error" ->
        !span.attributes().contains("error")
            && test.test(AttributeValue.of(span.effectiveStatus().isError()));
      case "span.kind" -> test.test(intrinsic(Intrinsic.KIND, located));
      case "span.status" -> test.test(intrinsic(Intrinsic.STATUS, located));
      case "otel.status_code" ->
        test.test(AttributeValue.of(span.effectiveStatus().code().name()));
      case "otel.status_description" -> nonEmpty(span.effectiveStatus().message(), test);
      case "otel.scope.name", "scope.name" -> nonEmpty(scope.name(), test);
      case "otel.scope.version", "scope.version" -> nonEmpty(scope.version(), test);
      case "w3c.tracestate" -> nonEmpty(span.traceState(), test);
      case "event" -> anyEventName(span, test);
      default ->
        key.startsWith("resource.")
            && has(located.resource().attributes(), key.substring("resource.".length()), test);
    };
  }

  private static boolean nonEmpty(String text, Predicate<AttributeValue> test) {
    return !text.isEmpty() && test.test(AttributeValue.of(text));
  }

  private static boolean anyEventName(Span span, Predicate<AttributeValue> test) {
    for (SpanEvent event : span.events()) {
      if (nonEmpty(event.name(), test)) {
        return true;
      }
    }
    return false;
  }
}
