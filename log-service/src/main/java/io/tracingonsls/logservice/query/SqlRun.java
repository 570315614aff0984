// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryException.Reason;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.function.ValueText;
import io.tracingonsls.logservice.sql.plan.StatementPlanner.Plan;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pulls a plan's rows and writes them as text cells, within a bound on the size of the answer. */
final class SqlRun {
  private static final int BYTES_PER_CELL = 16;

  private final Plan plan;
  private final ZoneId zone;
  private final long maxBytes;
  private final QueryGuard guard;
  private long bytes;

  SqlRun(Plan plan, ZoneId zone, long maxBytes, QueryGuard guard) {
    this.plan = plan;
    this.zone = zone;
    this.maxBytes = maxBytes;
    this.guard = guard;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    Operator operator = plan.operator();
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      guard.check();
      addRows(batch, rows);
    }
    return rows;
  }

  private void addRows(Batch batch, List<List<String>> rows) {
    if (batch.size() == 0) {
      return;
    }
    int columns = plan.types().size();
    Vector[] vectors = new Vector[columns];
    for (int i = 0; i < columns; i++) {
      vectors[i] = batch.column(i);
    }
    for (int row = 0; row < batch.size(); row++) {
      String[] cells = new String[columns];
      for (int i = 0; i < columns; i++) {
        cells[i] = cell(vectors[i], row, plan.types().get(i));
      }
      rows.add(Arrays.asList(cells));
    }
  }

  private String cell(Vector vector, int row, SqlType type) {
    String text = ValueText.of(vector.value(row), type, zone);
    bytes += BYTES_PER_CELL + text.length();
    if (bytes > maxBytes) {
      throw new QueryException(Reason.TOO_LARGE, "result is larger than " + maxBytes + " bytes");
    }
    return text;
  }
}
