// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.parse.SearchLexer.Token;
import io.tracingonsls.query.plan.TraceCondition;
import io.tracingonsls.query.plan.TraceCondition.Measure;
import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Single conditions of {@link SearchLanguage}: what fields are called and which values they take. */
final class SearchConditions {
  private static final Set<String> STATUSES = Set.of("unset", "ok", "error");

  private SearchConditions() {}

  static boolean isTraceField(Token field) {
    return !field.quoted() && field.text().startsWith("trace.") && measure(field.text()) != null;
  }

  /** An own field, {@code place:key}, or an attribute in any place; what is quoted is always an attribute. */
  static SpanField field(Token token) {
    String text = token.text();
    if (text.isEmpty()) {
      throw token.error("expected a field");
    }
    if (token.quoted()) {
      return SpanField.attribute(text);
    }
    Intrinsic intrinsic = intrinsic(text);
    if (intrinsic != null) {
      return intrinsic;
    }
    int colon = text.indexOf(':');
    Place place = colon < 0 ? null : place(text.substring(0, colon));
    if (place == null) {
      return SpanField.attribute(text);
    }
    if (colon == text.length() - 1) {
      throw token.error("expected an attribute's key after '" + text + "'");
    }
    return new AttributeField(text.substring(colon + 1), place);
  }

  private static @Nullable Intrinsic intrinsic(String name) {
    return switch (name) {
      case "service" -> Intrinsic.SERVICE;
      case "name", "operation" -> Intrinsic.NAME;
      case "kind" -> Intrinsic.KIND;
      case "status" -> Intrinsic.STATUS;
      case "duration" -> Intrinsic.DURATION;
      default -> null;
    };
  }

  private static @Nullable Place place(String name) {
    return switch (name) {
      case "span" -> Place.SPAN;
      case "resource" -> Place.RESOURCE;
      case "event" -> Place.EVENT;
      case "scope" -> Place.SCOPE;
      case "link" -> Place.LINK;
      default -> null;
    };
  }

  static SpanPredicate onSpan(Token name, Token operatorToken, Token value) {
    SpanField field = field(name);
    Operator operator = operator(operatorToken.text());
    boolean equality = operator == Operator.EQUALS || operator == Operator.NOT_EQUALS;
    if (field == Intrinsic.DURATION) {
      return new Compare(field, operator, Long.toString(nanos(value)));
    }
    if (!equality) {
      return ordered(field, operator, operatorToken, value);
    }
    if (!value.pattern().isEmpty()) {
      SpanPredicate match = value.pattern().equals("*")
          ? new SpanPredicate.Exists(field)
          : new SpanPredicate.Wildcard(field, value.pattern());
      return operator == Operator.EQUALS ? match : new SpanPredicate.Not(match);
    }
    return new Compare(field, operator, checked(field, value));
  }

  private static SpanPredicate ordered(
      SpanField field, Operator operator, Token operatorToken, Token value) {
    if (field instanceof Intrinsic) {
      throw operatorToken.error("this field can only be compared with = and !=");
    }
    try {
      double number = GoNumbers.parseFloat(value.text());
      if (Double.isFinite(number) && value.text().length() <= 40) {
        return new Compare(field, operator, value.text());
      }
    } catch (BadParameterException notANumber) {
      // Falls through to the error with the position.
    }
    throw value.error("expected a number");
  }

  private static String checked(SpanField field, Token value) {
    String text = value.text();
    String lower = text.toLowerCase(Locale.ROOT);
    if (field == Intrinsic.STATUS) {
      if (!STATUSES.contains(lower)) {
        throw value.error("expected one of unset, ok, error");
      }
      return lower;
    }
    if (field == Intrinsic.KIND) {
      if (!SpanKind.fromText(lower).text().equals(lower)) {
        throw value.error(
            "expected one of unspecified, internal, server, client, producer, consumer");
      }
      return lower;
    }
    return text;
  }

  static TraceCondition onTrace(Token name, Token operatorToken, Token value) {
    Measure measure = measure(name.text());
    if (measure == null) {
      throw name.error("unknown field");
    }
    long number = measure == Measure.DURATION ? nanos(value) : count(value);
    return switch (operator(operatorToken.text())) {
      case EQUALS -> new TraceCondition.Between(measure, number, number);
      case LESS -> new TraceCondition.Between(measure, Long.MIN_VALUE, number - 1);
      case LESS_OR_EQUAL -> new TraceCondition.Between(measure, Long.MIN_VALUE, number);
      case GREATER -> new TraceCondition.Between(measure, number + 1, Long.MAX_VALUE);
      case GREATER_OR_EQUAL -> new TraceCondition.Between(measure, number, Long.MAX_VALUE);
      case NOT_EQUALS ->
        throw operatorToken.error("conditions on trace.… can't be compared with !=");
    };
  }

  private static @Nullable Measure measure(String name) {
    return switch (name) {
      case "trace.duration" -> Measure.DURATION;
      case "trace.spans" -> Measure.SPANS;
      case "trace.errors" -> Measure.ERRORS;
      case "trace.services" -> Measure.SERVICES;
      default -> null;
    };
  }

  private static long nanos(Token value) {
    try {
      long nanos = GoDuration.parseNanos(value.text());
      if (nanos >= 0 && nanos < Long.MAX_VALUE) {
        return nanos;
      }
    } catch (BadParameterException bad) {
      throw value.error("expected a duration such as 150ms or 1.5s");
    }
    throw value.error("expected a duration that is not negative");
  }

  private static long count(Token value) {
    String text = value.text();
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw value.error("expected a whole number");
    }
    return Long.parseLong(text);
  }

  private static Operator operator(String text) {
    return switch (text) {
      case "!=" -> Operator.NOT_EQUALS;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      default -> Operator.EQUALS;
    };
  }
}
