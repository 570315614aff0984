// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The rows of a relation, once for each element of an array that is computed from them. */
final class RandomUnnest {
  private RandomUnnest() {}

  static Relation of(Random random, Relation left, String alias) {
    RandomTerms terms = new RandomTerms(random, left.columns());
    Kind kind = terms.kind();
    List<Term> elements = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      elements.add(terms.of(kind, 1));
    }
    boolean numbered = random.nextInt(3) == 0;
    String array = String.join(", ", elements.stream().map(Term::sql).toList());
    String sql = left.sql() + " cross join unnest(array[" + array + "])"
        + (numbered ? " with ordinality " : " ") + alias + (numbered ? "(w, o)" : "(w)");
    List<Column> columns = new ArrayList<>(left.columns());
    columns.add(new Column(alias + ".w", kind));
    if (numbered) {
      columns.add(new Column(alias + ".o", Kind.LONG));
    }
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : left.rows()) {
      for (int i = 0; i < elements.size(); i++) {
        Map<String, @Nullable Object> wider = new HashMap<>(row);
        wider.put(alias + ".w", elements.get(i).value().of(row));
        wider.put(alias + ".o", i + 1L);
        rows.add(wider);
      }
    }
    return new Relation(sql, columns, rows);
  }
}
