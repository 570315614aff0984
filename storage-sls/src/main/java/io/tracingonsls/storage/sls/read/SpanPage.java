// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.RowFields;
import io.tracingonsls.storage.sls.layout.SharedParts;
import java.util.ArrayList;
import java.util.List;

/**
 * The spans of one answer, decoded on the thread that got it, so that no more than the spans is kept.
 *
 * @param spans those rows that are spans
 * @param rows all rows
 * @param whole false when SQL may have cut a value: then the rows have to be read otherwise
 */
record SpanPage(List<SizedSpan> spans, int rows, boolean whole) {
  /** A span and the characters of its row. */
  record SizedSpan(TraceSpan span, int size) {}

  /** The page of a search. */
  static SpanPage of(LogAnswer answer) {
    return of(answer.rows(), true);
  }

  /** The page of a statement that selects all fields of rows. */
  static SpanPage ofColumns(LogAnswer answer, int maxTextBytes) {
    List<LogRow> rows = new ArrayList<>(answer.rows().size());
    for (LogRow columns : answer.rows()) {
      LogRow row = RowFields.row(columns, maxTextBytes);
      if (row == null || LayoutDetector.ofRow(row) == null) {
        return new SpanPage(List.of(), answer.rows().size(), false);
      }
      rows.add(row);
    }
    return of(rows, answer.complete());
  }

  private static SpanPage of(List<LogRow> rows, boolean whole) {
    SharedParts shared = new SharedParts();
    List<SizedSpan> spans = new ArrayList<>(rows.size());
    for (LogRow row : rows) {
      TraceSpan span = LayoutDetector.decode(row, shared);
      if (span != null) {
        spans.add(new SizedSpan(span, row.size()));
      }
    }
    return new SpanPage(spans, rows.size(), whole);
  }

  /** Characters of all rows. */
  long size() {
    return spans.stream().mapToLong(SizedSpan::size).sum();
  }
}
