// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tracingonsls.query.plan.TraceCondition;
import io.tracingonsls.query.plan.TraceCondition.Between;
import io.tracingonsls.query.plan.TraceCondition.Measure;
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
import io.tracingonsls.testing.generate.Seeds;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchLanguageTest {
  private static SpanPredicate predicate(String query) {
    return SearchLanguage.parse(query).predicate();
  }

  private static Compare equal(String key, String value) {
    return new Compare(SpanField.attribute(key), Operator.EQUALS, value);
  }

  @Test
  void blank_asksForNothing() {
    assertThat(SearchLanguage.parse("  ")).isEqualTo(SearchLanguage.Parsed.NOTHING);
  }

  @Test
  void and_bindsTighterThanOr() {
    assertThat(predicate("a=1 and b=2 or c=3"))
        .isEqualTo(new Or(
            List.of(new And(List.of(equal("a", "1"), equal("b", "2"))), equal("c", "3"))));
    assertThat(predicate("a=1 and (b=2 OR c=3)"))
        .isEqualTo(new And(
            List.of(equal("a", "1"), new Or(List.of(equal("b", "2"), equal("c", "3"))))));
  }

  @Test
  void conditionsSideBySide_areJoinedByAnd() {
    assertThat(predicate("a=1 b=2 not c=3"))
        .isEqualTo(new And(List.of(equal("a", "1"), equal("b", "2"), new Not(equal("c", "3")))));
  }

  @Test
  void ownFields_areNotAttributes() {
    assertThat(predicate("service=cart"))
        .isEqualTo(new Compare(Intrinsic.SERVICE, Operator.EQUALS, "cart"));
    assertThat(predicate("name='GET /x'"))
        .isEqualTo(new Compare(Intrinsic.NAME, Operator.EQUALS, "GET /x"));
    assertThat(predicate("kind=SERVER"))
        .isEqualTo(new Compare(Intrinsic.KIND, Operator.EQUALS, "server"));
    assertThat(predicate("status!=error"))
        .isEqualTo(new Compare(Intrinsic.STATUS, Operator.NOT_EQUALS, "error"));
    assertThat(predicate("duration>=1.5ms"))
        .isEqualTo(new Compare(Intrinsic.DURATION, Operator.GREATER_OR_EQUAL, "1500000"));
    assertThat(predicate("\"service\"=x")).isEqualTo(equal("service", "x"));
  }

  @Test
  void places_narrowAttributes() {
    assertThat(predicate("resource:host.name=h"))
        .isEqualTo(
            new Compare(new AttributeField("host.name", Place.RESOURCE), Operator.EQUALS, "h"));
    assertThat(predicate("resource.host.name=h")).isEqualTo(equal("resource.host.name", "h"));
    assertThat(predicate("url:x=1")).isEqualTo(equal("url:x", "1"));
  }

  @Test
  void wildcards_workOnlyUnquoted() {
    assertThat(predicate("a=b*\\*")).isEqualTo(new Wildcard(SpanField.attribute("a"), "b*\\*"));
    assertThat(predicate("a=\"b*\"")).isEqualTo(equal("a", "b*"));
    assertThat(predicate("a=b\\*")).isEqualTo(equal("a", "b*"));
    assertThat(predicate("a!=b?")).isEqualTo(new Not(new Wildcard(SpanField.attribute("a"), "b?")));
    assertThat(predicate("a=*")).isEqualTo(new Exists(SpanField.attribute("a")));
    assertThat(predicate("exists(a)")).isEqualTo(new Exists(SpanField.attribute("a")));
  }

  @Test
  void keywords_areNamesWhenCompared() {
    assertThat(predicate("or=1 and not=2"))
        .isEqualTo(new And(List.of(equal("or", "1"), equal("not", "2"))));
  }

  @Test
  void numbers_areRequiredForOrder() {
    assertThat(predicate("http.status_code>=400"))
        .isEqualTo(
            new Compare(SpanField.attribute("http.status_code"), Operator.GREATER_OR_EQUAL, "400"));
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> predicate("a>b"))
        .withMessage("query: at character 3: expected a number");
  }

  @Test
  void traceConditions_standApart() {
    SearchLanguage.Parsed parsed =
        SearchLanguage.parse("service=a and (trace.spans>10 and trace.duration<=1s)");
    assertThat(parsed.predicate()).isEqualTo(new Compare(Intrinsic.SERVICE, Operator.EQUALS, "a"));
    assertThat(parsed.traceCondition())
        .isEqualTo(new TraceCondition.All(List.of(
            new Between(Measure.SPANS, 11, Long.MAX_VALUE),
            new Between(Measure.DURATION, Long.MIN_VALUE, 1_000_000_000L))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trace.spans>1 or a=1",
        "a=1 or trace.spans>1",
        "not trace.spans>1",
        "(a=1 or (trace.errors=0))"
      })
  void traceConditions_onlyJoinByAnd(String query) {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> predicate(query))
        .withMessageContaining("can only be joined by 'and'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a | query: at character 2: expected one of = != < <= > >=",
        "a= | query: at character 3: expected a value",
        "=b | query: at character 1: expected a field",
        "(a=1 | query: at character 5: expected ')'",
        "a=1) | query: at character 4: expected 'and', 'or' or the end",
        "a=\"x | query: at character 3: the quote is not closed",
        "status=bad | query: at character 8: expected one of unset, ok, error",
        "duration>5 | query: at character 10: expected a duration such as 150ms or 1.5s",
        "duration<-1s | query: at character 10: expected a duration that is not negative",
        "service>a | query: at character 8: this field can only be compared with = and !=",
        "trace.spans!=1 | query: at character 12: conditions on trace.… can't be compared with !=",
        "span:=1 | query: at character 1: expected an attribute's key after 'span:'"
      })
  void mistakes_areNamedWithTheirPlace(String query, String message) {
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> predicate(query))
        .withMessage(message);
  }

  @Test
  void hostileSize_isRefused() {
    for (String query : new String[] {
      "(".repeat(5_000), "not ".repeat(2_000) + "a=1", "a=1 ".repeat(2_000), "x".repeat(20_000)
    }) {
      assertThatExceptionOfType(BadParameterException.class).isThrownBy(() -> predicate(query));
    }
  }

  @Test
  void anyText_isReadOrRefused() {
    SplittableRandom random = new SplittableRandom(Seeds.of("SearchLanguageTest"));
    String[] pieces = {
      "a",
      "=",
      "!=",
      "<",
      "(",
      ")",
      "and",
      "or",
      "not",
      " ",
      "\"",
      "'",
      "\\",
      "*",
      "trace.spans",
      "1",
      ">",
      "exists",
      "é"
    };
    for (int i = 0; i < 5_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        query.append(pieces[random.nextInt(pieces.length)]);
      }
      assertThatCode(() -> {
            try {
              predicate(query.toString());
            } catch (BadParameterException refused) {
              assertThat(refused).hasMessageStartingWith("query: at character ");
            }
          })
          .as("%s %s", query, Seeds.reproduceWith())
          .doesNotThrowAnyException();
    }
  }
}
