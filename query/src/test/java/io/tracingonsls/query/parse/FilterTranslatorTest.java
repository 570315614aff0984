// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanField.Place;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jaeger's filters in their JSON form, and what they must not do. */
class FilterTranslatorTest {
  private static String call(String op, String... args) {
    return "{\"op\":\"" + op + "\",\"args\":[" + String.join(",", args) + "]}";
  }

  private static String attr(String key, String level) {
    return "{\"attr\":{\"key\":\"" + key + "\",\"level\":\"" + level + "\"}}";
  }

  private static String field(String name, String level) {
    return "{\"field\":{\"name\":\"" + name + "\",\"level\":\"" + level + "\"}}";
  }

  private static String scalar(String value) {
    return "{\"scalar\":{\"value\":\"" + value + "\",\"type\":\"string\"}}";
  }

  private static String inner(String call) {
    return "{\"call\":" + call + "}";
  }

  @Test
  void everyOperator_hasItsPredicate() {
    String eq = call("eq", attr("a", ""), scalar("x"));
    SpanPredicate same = SpanPredicate.attribute("a", "x");
    assertThat(FilterTranslator.parse(eq)).isEqualTo(same);
    assertThat(FilterTranslator.parse(call("and", inner(eq), inner(eq))))
        .isEqualTo(new SpanPredicate.And(List.of(same, same)));
    assertThat(FilterTranslator.parse(call("or", inner(eq))))
        .isEqualTo(new SpanPredicate.Or(List.of(same)));
    assertThat(FilterTranslator.parse(call("not", inner(eq))))
        .isEqualTo(new SpanPredicate.Not(same));
    assertThat(FilterTranslator.parse(call("exists", attr("a", "event"))))
        .isEqualTo(new SpanPredicate.Exists(new AttributeField("a", Place.EVENT)));
    String list = "{\"list\":{\"values\":[\"x\",\"y\"],\"type\":\"string\"}}";
    SpanPredicate either = new SpanPredicate.Or(List.of(same, SpanPredicate.attribute("a", "y")));
    assertThat(FilterTranslator.parse(call("in", attr("a", ""), list))).isEqualTo(either);
    assertThat(FilterTranslator.parse(call("not_in", attr("a", ""), list)))
        .isEqualTo(new SpanPredicate.Not(either));
    assertThat(FilterTranslator.OPERATORS).hasSize(12);
  }

  @ParameterizedTest
  @CsvSource({"gt,GREATER", "lt,LESS", "gte,GREATER_OR_EQUAL", "lte,LESS_OR_EQUAL"})
  void orders_takeNumbersAndDurations(String op, Operator operator) {
    assertThat(FilterTranslator.parse(call(op, attr("n", "resource"), scalar("4.5"))))
        .isEqualTo(new Compare(new AttributeField("n", Place.RESOURCE), operator, "4.5"));
    assertThat(FilterTranslator.parse(call(op, field("duration", "span"), scalar("1.5ms"))))
        .isEqualTo(new Compare(Intrinsic.DURATION, operator, "1500000"));
    assertThat(FilterTranslator.parse(call(op, field("duration", ""), scalar("1500000"))))
        .isEqualTo(new Compare(Intrinsic.DURATION, operator, "1500000"));
  }

  @Test
  void ownFields_areKnownByLevel() {
    assertThat(
            FilterTranslator.parse(call("eq", field("service.name", "resource"), scalar("cart"))))
        .isEqualTo(new Compare(Intrinsic.SERVICE, Operator.EQUALS, "cart"));
    assertThat(FilterTranslator.parse(call("ne", field("kind", "span"), scalar("SERVER"))))
        .isEqualTo(new Compare(Intrinsic.KIND, Operator.NOT_EQUALS, "server"));
    assertThat(FilterTranslator.parse(call("eq", field("name", "scope"), scalar("lib"))))
        .isEqualTo(new Compare(SpanField.attribute("otel.scope.name"), Operator.EQUALS, "lib"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{} {}",
        "{\"op\":\"eq\"}",
        "{\"op\":\"and\"}",
        "{\"op\":\"eq\",\"args\":{}}",
        "{\"op\":1,\"args\":[]}",
        "{\"op\":\"eq\",\"arguments\":[]}",
        "{\"op\":\"not\",\"args\":[{\"scalar\":{\"value\":\"x\"}}]}",
        "{\"op\":\"exists\",\"args\":[{\"attr\":{\"key\":\"\"}}]}",
        "{\"op\":\"exists\",\"args\":[{\"attr\":{\"key\":\"a\",\"level\":\"galaxy\"}}]}",
        "{\"op\":\"exists\",\"args\":[{\"attr\":{\"key\":\"a\"},\"field\":{\"name\":\"b\"}}]}",
        "{\"op\":\"exists\",\"args\":[{\"field\":{\"name\":\"colour\"}}]}",
        "{\"op\":\"regex\",\"args\":[{\"attr\":{\"key\":\"a\"}},{\"scalar\":{\"value\":\".*\"}}]}",
        "{\"op\":\"some\",\"args\":[{\"nested\":{\"level\":\"event\"}}]}",
        "{\"op\":\"gt\",\"args\":[{\"attr\":{\"key\":\"a\"}},{\"scalar\":{\"value\":\"x\"}}]}",
        "{\"op\":\"gt\",\"args\":[{\"field\":{\"name\":\"name\"}},{\"scalar\":{\"value\":\"1\"}}]}",
        "{\"op\":\"eq\",\"args\":[{\"attr\":{\"key\":\"a\"}},{\"scalar\":{\"value\":null}}]}",
        "{\"op\":\"eq\",\"args\":[{\"field\":{\"name\":\"kind\"}},{\"scalar\":{\"value\":\"x\"}}]}",
        "{\"op\":\"in\",\"args\":[{\"attr\":{\"key\":\"a\"}},{\"list\":{\"values\":[]}}]}"
      })
  void whatCannotBeDecided_isRefused(String json) {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> FilterTranslator.parse(json));
  }

  @Test
  void sizeAndDepth_areBounded() {
    String deep = call("exists", attr("a", ""));
    for (int i = 0; i < 200; i++) {
      deep = call("not", inner(deep));
    }
    String tooDeep = deep;
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> FilterTranslator.parse(tooDeep))
        .withMessageContaining("deeply");
    String[] many = new String[300];
    Arrays.fill(many, inner(call("exists", attr("a", ""))));
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> FilterTranslator.parse(call("or", many)))
        .withMessageContaining("too many");
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> FilterTranslator.parse(" ".repeat(40_000)))
        .withMessageContaining("characters");
  }
}
