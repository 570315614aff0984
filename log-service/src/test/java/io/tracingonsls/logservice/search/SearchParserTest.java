// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SearchParserTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ all",
        "* ~ all",
        "` * ` ~ all",
        "a b ~ and(a, b)",
        "a and b or c ~ or(and(a, b), c)",
        "a or b and c ~ or(a, and(b, c))",
        "a not b ~ and(a, not(b))",
        "a AND NOT b OR c ~ or(and(a, not(b)), c)",
        "not a and b ~ and(not(a), b)",
        "not not a ~ not(not(a))",
        "(a or b) c ~ and(or(a, b), c)",
        "k:v ~ k=v",
        "k : v ~ k=v",
        "k: \"a b\" ~ k=\"a b\"",
        "\"a b\":c ~ a b=c",
        "k:\"q\\\"q\\\\\" ~ k=\"q\"q\\\"",
        "k:\"x\\y\" ~ k=\"x\\y\"",
        "k:* ~ exists(k)",
        "k:\"*\" ~ k=\"*\"",
        "k:\"\" ~ k=\"\"",
        "k:ab*c? ~ k LIKE ab*c?",
        "ab* ~ LIKE ab*",
        "k:#\"a b\" ~ k#a b",
        "#\"a b\" ~ #a b",
        "#x ~ #x",
        "d > 5 ~ d(5,]",
        "d>=5 ~ d[5,]",
        "d < -1.5 ~ d[,-1.5)",
        "d<=5 ~ d[,5]",
        "d = 5 ~ d[5,5]",
        "d in [1 10] ~ d[1,10]",
        "d in (1 10] ~ d(1,10]",
        "d in [1 10) ~ d[1,10)",
        "in in [1 2] ~ in[1,2]",
        "d in (a) ~ and(d, in, a)",
        "__tag__:__hostname__:h1 ~ __tag__:__hostname__=h1",
        "\"__tag__:k\":v ~ __tag__:k=v",
        "__topic__:t and source:s ~ and(__topic__=t, source=s)",
        "attribute.http.status_code:200 ~ attribute.http.status_code=200",
        "\"attribute.a b\":\"x\" ~ attribute.a b=\"x\"",
        "* and service: S ~ and(all, service=S)",
        "-5 ~ -5",
        "k:-5 ~ k=-5",
        "a\\b ~ a\\b",
        "\"and\" ~ \"and\"",
        "日本 k:語 ~ and(日本, k=語)",
      })
  void search_isParsed(String query, String tree) {
    assertThat(print(SearchParser.parse(query).search())).isEqualTo(tree);
  }

  private static String print(SearchNode node) {
    if (node instanceof SearchNode.And and) {
      return "and("
          + and.parts().stream().map(SearchParserTest::print).collect(Collectors.joining(", "))
          + ")";
    }
    if (node instanceof SearchNode.Or or) {
      return "or("
          + or.parts().stream().map(SearchParserTest::print).collect(Collectors.joining(", "))
          + ")";
    }
    if (node instanceof SearchNode.Not not) {
      return "not(" + print(not.part()) + ")";
    }
    if (node instanceof SearchNode.Term term) {
      String text = term.quoted() ? '"' + term.text() + '"' : term.text();
      return term.key().isEmpty() ? text : term.key() + "=" + text;
    }
    if (node instanceof SearchNode.Wildcard wildcard) {
      return (wildcard.key() + " LIKE " + wildcard.pattern()).strip();
    }
    if (node instanceof SearchNode.Phrase phrase) {
      return phrase.key() + "#" + phrase.text();
    }
    if (node instanceof SearchNode.Range range) {
      return range.key()
          + (range.lowerInclusive() || range.lower().isEmpty() ? "[" : "(")
          + range.lower()
          + ","
          + range.upper()
          + (range.upperInclusive() || range.upper().isEmpty() ? "]" : ")");
    }
    return node instanceof SearchNode.Exists exists
        ? "exists(" + exists.key() + ")"
        : node.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "( ~ column 2: the query ends too early",
        "(a ~ column 3: expected ) before the end",
        "a) ~ column 2: unexpected )",
        "a and ~ column 6: the query ends too early",
        "and a ~ column 1: unexpected and",
        "a or or b ~ column 6: unexpected or",
        "k: ~ column 3: the query ends too early",
        "k:v:w ~ column 4: if symbol : is in your log,please wrap : with quotation mark",
        "k:\"abc ~ column 3: quotation mark \" is not closed",
        "d > abc ~ column 5: not a number: abc",
        "d > ~ a number is missing",
        "d in [1 x] ~ not a number: x",
        "*abc ~ wildcard can not be the first character",
        "k:?bc ~ wildcard can not be the first character",
        "not #\"a\" ~ phrase query can not be used together with not",
        "#\"a\" | select 1 ~ phrase query can not be used together with sql",
        "#\"\" ~ the phrase is empty",
        "a | ~ sql query must follow search query",
        "select a from log ~ sql query must follow search query",
        "\"\":x ~ the key is empty",
        "k:(a or b) ~ unexpected (",
        "a [b ~ unexpected [",
      })
  void malformedSearch_isRefused(String query, String message) {
    assertThatThrownBy(() -> SearchParser.parse(query))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining(message);
  }

  @Test
  void conditions_areLimitedTo30() {
    String thirty = "a ".repeat(30);
    assertThat(SearchParser.parse(thirty).search()).isInstanceOf(SearchNode.And.class);
    assertThatThrownBy(() -> SearchParser.parse(thirty + "or k:v not x"))
        .hasMessage("condition number 32 is more than 30");
  }

  @Test
  void sql_followsTheFirstUnquotedBar() {
    LogQueryText text = SearchParser.parse(" k:\"a|b\" | select '|' from log ");
    assertThat(text.searchText()).isEqualTo("k:\"a|b\"");
    assertThat(text.sql()).contains("select '|' from log");
    assertThat(SearchParser.parse("| select 1").searchText()).isEqualTo("*");
    assertThat(SearchParser.parse("a").sql()).isEmpty();
  }

  @Test
  void deepOrLongQueries_areRefusedWithoutOverflow() {
    assertThatThrownBy(() -> SearchParser.parse("(".repeat(100_000)))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> SearchParser.parse("not ".repeat(100_000) + "a"))
        .hasMessageContaining("nested deeper");
    assertThatThrownBy(() -> SearchParser.parse("a".repeat(2_000_000)))
        .hasMessageContaining("query length");
    assertThatThrownBy(() -> SearchParser.parse("x".repeat(65) + "*"))
        .hasMessageContaining("longer than 64");
  }

  @Test
  void quotedValues_cannotBreakOut() {
    Random random = new Random(7);
    String alphabet = "a\"\\:()[]|*?#<>= \n\u0001名'andornot";
    for (int i = 0; i < 5000; i++) {
      StringBuilder value = new StringBuilder();
      for (int k = random.nextInt(12); k > 0; k--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      SearchNode node = SearchParser.parse("k:" + RandomLogs.quote(value.toString()) + " and b:c")
          .search();
      SearchNode first = ((SearchNode.And) node).parts().get(0);
      assertThat(first).isEqualTo(new SearchNode.Term(0, "k", value.toString(), true));
    }
  }

  @Test
  void randomText_neverFailsOtherwiseThanByQueryException() {
    Random random = new Random(11);
    String alphabet = "ab\"\\:()[]|*?#<>= 1-.inotr";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int k = random.nextInt(25); k > 0; k--) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        SearchParser.parse(query.toString());
      } catch (QueryException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
