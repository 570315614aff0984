// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.search.LogQueryText;
import io.tracingonsls.logservice.search.SearchParser;
import io.tracingonsls.logservice.sql.syntax.SqlParser;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.testing.generate.SeededTexts;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever users type, the text that goes to Log Service has the shape that the harmless text has: no value breaks out of its literal. */
@ExtendWith(SeedExtension.class)
class SqlInjectionTest {
  private static final String HARMLESS = "harmless";

  @Test
  void hostileValues_changeNoStatement(SplittableRandom random) {
    SeededTexts texts = new SeededTexts(random);
    for (int i = 0; i < Seeds.rounds(2_000); i++) {
      String service = nonEmpty(texts);
      String operation = nonEmpty(texts);
      assertThat(shape(service, operation, texts.next(), texts.next()))
          .as("%s / %s", service, operation)
          .isEqualTo(shape(HARMLESS, HARMLESS, HARMLESS, HARMLESS));
    }
  }

  private static String nonEmpty(SeededTexts texts) {
    String text = texts.next();
    return text.isEmpty() || text.length() > 400 ? HARMLESS : text;
  }

  /** The statement's tree without its texts and positions, for each layout. */
  private static String shape(String service, String operation, String key, String value) {
    StringBuilder shapes = new StringBuilder();
    for (SpanLayout layout : List.of(SpanLayout.SLS_TRACE, SpanLayout.JAEGER_LEGACY)) {
      LogstoreIndex index = LogstoreIndex.parse(layout.indexJson());
      QueryTranslator translator = new QueryTranslator(new SpanSql(layout, index), index);
      TraceQuery query = TraceQuery.of(new TimeRange(0, 999), 20)
          .withService(service)
          .withOperation(operation)
          .withPredicate(SpanPredicate.attribute(key, value));
      SqlSelect statement = SqlSelect.fromLog()
          .select(SqlExpression.call("count"), "n")
          .whereAll(translator.conditions(query))
          .limit(20);
      LogQueryText parsed = SearchParser.parse(statement.queryText(translator.search(query, 30)));
      assertThat(parsed.sql()).isPresent();
      assertThat(SqlParser.parse(parsed.sql().orElseThrow())).isNotNull();
      String sql = parsed.sql().orElseThrow();
      shapes.append(withoutTexts(sql)).append('\n');
    }
    return shapes.toString();
  }

  /** Literals, also those spelt with chr, become a question mark: by the quotes alone, as a reader of SQL sees them. */
  private static String withoutTexts(String sql) {
    StringBuilder shape = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (c == '\'' && inside && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
        i++;
      } else if (c == '\'') {
        inside = !inside;
        shape.append(inside ? "?" : "");
      } else if (!inside) {
        shape.append(c);
      }
    }
    assertThat(inside).isFalse();
    return shape.toString().replaceAll("concat\\(\\?(, (\\?|chr\\([0-9]+\\)))*\\)", "?");
  }
}
