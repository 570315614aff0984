// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Turns a filter of Jaeger's v3 API into the predicate that every search is made of. {@link #LEVELS} and {@link #OPERATORS} say what is
 * understood; {@code regex} and {@code some} are refused, since no store of this server can decide them. Stateless but for a count of
 * conditions: one object per filter.
 */
public final class FilterTranslator {
  /** Where attributes may be asked for. */
  public static final List<String> LEVELS = List.of("span", "resource", "scope", "event", "link");

  /** Operators that a filter may use. */
  public static final List<String> OPERATORS =
      List.of("and", "or", "not", "eq", "ne", "gt", "lt", "gte", "lte", "exists", "in", "not_in");

  static final int MAX_DEPTH = 50;
  private static final int MAX_CONDITIONS = 200;
  private static final Set<String> STATUSES = Set.of("unset", "ok", "error");

  private int conditions;

  private FilterTranslator() {}

  /**
   * Reads a filter in its JSON form.
   *
   * @throws BadParameterException if it is malformed, or asks for what can't be decided
   */
  public static SpanPredicate parse(String json) {
    return translate(FilterJson.parse(json));
  }

  /** The predicate of a filter; as {@link #parse}. */
  public static SpanPredicate translate(FilterExpression.Call filter) {
    return new FilterTranslator().call(filter, 0);
  }

  private SpanPredicate call(FilterExpression.Call call, int depth) {
    if (depth > MAX_DEPTH) {
      throw new BadParameterException("nested too deeply (at most " + MAX_DEPTH + ")");
    }
    return switch (call.op()) {
      case "and" -> new SpanPredicate.And(calls(call, depth));
      case "or" -> new SpanPredicate.Or(calls(call, depth));
      case "not" -> new SpanPredicate.Not(only(calls(call, depth), call));
      case "eq" -> comparison(call, Operator.EQUALS);
      case "ne" -> comparison(call, Operator.NOT_EQUALS);
      case "gt" -> comparison(call, Operator.GREATER);
      case "lt" -> comparison(call, Operator.LESS);
      case "gte" -> comparison(call, Operator.GREATER_OR_EQUAL);
      case "lte" -> comparison(call, Operator.LESS_OR_EQUAL);
      case "exists" -> {
        count();
        yield new SpanPredicate.Exists(field(only(call.args(), call)));
      }
      case "in" -> membership(call);
      case "not_in" -> new SpanPredicate.Not(membership(call));
      default ->
        throw new BadParameterException("operator " + shown(call.op()) + " (expected: one of "
            + String.join(", ", OPERATORS) + ")");
    };
  }

  private List<SpanPredicate> calls(FilterExpression.Call call, int depth) {
    if (call.args().isEmpty()) {
      throw new BadParameterException(call.op() + ": no argument (expected: calls)");
    }
    List<SpanPredicate> parts = new ArrayList<>(call.args().size());
    for (FilterExpression argument : call.args()) {
      if (!(argument instanceof FilterExpression.Call inner)) {
        throw new BadParameterException(call.op() + ": expected only calls as arguments");
      }
      parts.add(call(inner, depth + 1));
    }
    return parts;
  }

  private static <T> T only(List<T> arguments, FilterExpression.Call call) {
    if (arguments.size() != 1) {
      throw new BadParameterException(
          call.op() + ": " + arguments.size() + " arguments (expected: 1)");
    }
    return arguments.get(0);
  }

  private void count() {
    if (++conditions > MAX_CONDITIONS) {
      throw new BadParameterException("too many conditions (at most " + MAX_CONDITIONS + ")");
    }
  }

  private SpanPredicate comparison(FilterExpression.Call call, Operator operator) {
    if (call.args().size() == 2 && call.args().get(1) instanceof FilterExpression.Scalar scalar) {
      count();
      return compare(field(call.args().get(0)), operator, scalar.value());
    }
    throw new BadParameterException(
        call.op() + ": expected two arguments, attr or field and scalar");
  }

  private SpanPredicate membership(FilterExpression.Call call) {
    if (call.args().size() == 2
        && call.args().get(1) instanceof FilterExpression.Values list
        && !list.values().isEmpty()) {
      SpanField field = field(call.args().get(0));
      List<SpanPredicate> parts = new ArrayList<>(list.values().size());
      for (String value : list.values()) {
        count();
        parts.add(compare(field, Operator.EQUALS, value));
      }
      return new SpanPredicate.Or(parts);
    }
    throw new BadParameterException(
        call.op() + ": expected two arguments, attr or field and a list with values");
  }

  private static SpanPredicate compare(SpanField field, Operator operator, String value) {
    boolean equality = operator == Operator.EQUALS || operator == Operator.NOT_EQUALS;
    if (field == Intrinsic.DURATION) {
      return new Compare(field, operator, Long.toString(nanos(value)));
    }
    if (equality) {
      return new Compare(field, operator, checked(field, value));
    }
    if (field instanceof Intrinsic) {
      throw new BadParameterException("this field can only be compared with eq and ne");
    }
    if (value.length() <= 40 && Double.isFinite(GoNumbers.parseFloat(value))) {
      return new Compare(field, operator, value);
    }
    throw new BadParameterException(shown(value) + " (expected: a number)");
  }

  /** A Go duration, or nanoseconds. */
  private static long nanos(String value) {
    long nanos =
        value.matches("[0-9]{1,18}") ? Long.parseLong(value) : GoDuration.parseNanos(value);
    if (nanos < 0 || nanos == Long.MAX_VALUE) {
      throw new BadParameterException(shown(value) + " (expected: a duration from 0)");
    }
    return nanos;
  }

  private static String checked(SpanField field, String value) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (field == Intrinsic.STATUS && !STATUSES.contains(lower)) {
      throw new BadParameterException(shown(value) + " (expected: unset, ok or error)");
    }
    if (field == Intrinsic.KIND && !SpanKind.fromText(lower).text().equals(lower)) {
      throw new BadParameterException(shown(value) + " (expected: a span kind)");
    }
    return field == Intrinsic.STATUS || field == Intrinsic.KIND ? lower : value;
  }

  private static SpanField field(FilterExpression expression) {
    if (expression instanceof FilterExpression.Attribute attribute) {
      if (attribute.key().isEmpty()) {
        throw new BadParameterException("attr: no key");
      }
      return attribute.level().isEmpty()
          ? SpanField.attribute(attribute.key())
          : new AttributeField(attribute.key(), place(attribute.level()));
    }
    if (expression instanceof FilterExpression.Field field) {
      return ownField(field);
    }
    throw new BadParameterException("expected attr or field as first argument");
  }

  private static SpanField ownField(FilterExpression.Field field) {
    String level = field.level().isEmpty() ? "span" : field.level();
    return switch (level + "." + field.name()) {
      case "span.name" -> Intrinsic.NAME;
      case "span.kind" -> Intrinsic.KIND;
      case "span.status", "span.status_code" -> Intrinsic.STATUS;
      case "span.duration" -> Intrinsic.DURATION;
      case "resource.service.name", "resource.service_name", "resource.service" ->
        Intrinsic.SERVICE;
      case "scope.name" -> SpanField.attribute("otel.scope.name");
      case "scope.version" -> SpanField.attribute("otel.scope.version");
      case "event.name" -> SpanField.attribute("event");
      default ->
        throw new BadParameterException("field " + shown(level + "." + field.name())
            + " (expected: name, kind, status or duration of span, service.name of resource, name or"
            + " version of scope, name of event)");
    };
  }

  private static Place place(String level) {
    return switch (level) {
      case "span" -> Place.SPAN;
      case "resource" -> Place.RESOURCE;
      case "scope" -> Place.SCOPE;
      case "event" -> Place.EVENT;
      case "link" -> Place.LINK;
      default ->
        throw new BadParameterException(
            "level " + shown(level) + " (expected: one of " + String.join(", ", LEVELS) + ")");
    };
  }

  /** A text of the filter for a message. */
  static String shown(String text) {
    return GoQuote.quote(text.length() > 60 ? text.substring(0, 60) : text);
  }
}
