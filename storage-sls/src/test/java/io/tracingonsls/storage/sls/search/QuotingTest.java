// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.logservice.search.LogQueryText;
import io.tracingonsls.logservice.search.SearchNode;
import io.tracingonsls.logservice.search.SearchParser;
import io.tracingonsls.storage.sls.search.SearchExpression.And;
import io.tracingonsls.storage.sls.search.SearchExpression.Exists;
import io.tracingonsls.storage.sls.search.SearchExpression.Not;
import io.tracingonsls.storage.sls.search.SearchExpression.Or;
import io.tracingonsls.storage.sls.search.SearchExpression.Range;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import io.tracingonsls.testing.generate.SeededTexts;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written is what the Log Service's own parser reads, whatever the values are. */
@ExtendWith(SeedExtension.class)
class QuotingTest {
  @Test
  void everyExpression_isReadBackAsItself(SplittableRandom random) {
    SeededTexts texts = new SeededTexts(random);
    for (int i = 0; i < Seeds.rounds(5_000); i++) {
      SearchExpression expression = expression(random, texts, 3).atMost(30);
      LogQueryText parsed = SearchParser.parse(expression.text());
      assertThat(parsed.sql()).as(expression.text()).isEmpty();
      assertThat(read(parsed.search())).as(expression.text()).isEqualTo(expression);
    }
  }

  @Test
  void hostileValue_staysOneTerm() {
    for (String text : SeededTexts.HOSTILE) {
      if (!Quoting.isQuotable(text)) {
        continue;
      }
      Term term = new Term("service", text);
      assertThat(read(SearchParser.parse(term.text()).search())).isEqualTo(term);
    }
  }

  @Test
  void hostileKeys_areRefused() {
    for (String key : List.of("", "a\"b", "a\\b", "a\nb", "\u0000", "k".repeat(200))) {
      assertThat(Quoting.isKey(key)).as(key).isFalse();
      assertThatThrownBy(() -> new Term(key, "v").text())
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> SqlExpression.column(key).text())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void sqlText_endsOnlyAtItsOwnQuote(SplittableRandom random) {
    SeededTexts texts = new SeededTexts(random);
    for (int i = 0; i < Seeds.rounds(5_000); i++) {
      String value = texts.next();
      if (Quoting.isQuotable(value)) {
        assertThat(unquoted(new SqlExpression.Text(value).text())).isEqualTo(value);
      }
    }
  }

  @Test
  void controlCharacters_neverReachAQuery() {
    assertThat(new Term("k", "a\nb\u0000").text()).isEqualTo("\"k\": \"a b \"");
    assertThat(new SqlExpression.Text("a\r'\u0085").text())
        .isEqualTo("concat('', 'a', chr(13), '''', chr(133))");
  }

  private static String unquoted(String literal) {
    assertThat(literal).startsWith("'").endsWith("'");
    String inside = literal.substring(1, literal.length() - 1);
    assertThat(inside.replace("''", "")).doesNotContain("'");
    return inside.replace("''", "'");
  }

  private static SearchExpression expression(
      SplittableRandom random, SeededTexts texts, int depth) {
    int choice = random.nextInt(depth > 0 ? 7 : 4);
    return switch (choice) {
      case 0 -> new Range(key(texts), random.nextLong(-99, 0), random.nextLong(0, 99));
      case 1 -> new Exists(key(texts));
      case 2, 3 -> new Term(key(texts), value(texts));
      case 4 -> new Not(expression(random, texts, 0));
      case 5 -> new And(several(random, texts, depth));
      default -> new Or(several(random, texts, depth));
    };
  }

  /** Kinds alternate, because the parser may not keep groups within groups of one kind apart. */
  private static List<SearchExpression> several(
      SplittableRandom random, SeededTexts texts, int depth) {
    List<SearchExpression> parts = new ArrayList<>();
    int size = random.nextInt(2, 4);
    for (int i = 0; i < size; i++) {
      parts.add(expression(random, texts, depth - 1));
    }
    return parts;
  }

  private static String key(SeededTexts texts) {
    String key = texts.next();
    return Quoting.isKey(key) && !key.equals("__tag__") ? key : "key";
  }

  private static String value(SeededTexts texts) {
    String value = texts.next();
    return Quoting.isQuotable(value) ? value : "value";
  }

  private static SearchExpression read(SearchNode node) {
    if (node instanceof SearchNode.And and) {
      return new And(and.parts().stream().map(QuotingTest::read).toList());
    }
    if (node instanceof SearchNode.Or or) {
      return new Or(or.parts().stream().map(QuotingTest::read).toList());
    }
    if (node instanceof SearchNode.Not not) {
      return new Not(read(not.part()));
    }
    if (node instanceof SearchNode.Term term) {
      return new Term(term.key(), term.text());
    }
    if (node instanceof SearchNode.Exists exists) {
      return new Exists(exists.key());
    }
    if (node instanceof SearchNode.Range range) {
      return new Range(range.key(), Long.parseLong(range.lower()), Long.parseLong(range.upper()));
    }
    return SearchExpression.all();
  }
}
