// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.RowFields;
import io.tracingonsls.storage.sls.layout.SharedParts;
import java.util.ArrayList;
import java.util.Iterator;
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

  /** The page of a search; takes the answer's rows. */
  static SpanPage of(LogAnswer answer) {
    Decoding spans = new Decoding(answer.rows().size());
    answer.drainRows().forEachRemaining(spans::add);
    return spans.page(true);
  }

  /** The page of a statement that selects all fields of rows; takes the answer's rows. */
  static SpanPage ofColumns(LogAnswer answer, int maxTextBytes) {
    Decoding spans = new Decoding(answer.rows().size());
    Iterator<LogRow> rows = answer.drainRows();
    while (rows.hasNext()) {
      LogRow row = RowFields.row(rows.next(), maxTextBytes);
      if (row == null || LayoutDetector.ofRow(row) == null) {
        return new SpanPage(List.of(), spans.rows, false);
      }
      spans.add(row);
    }
    return spans.page(answer.complete());
  }

  /** The spans of rows so far. */
  private static final class Decoding {
    private final SharedParts shared = new SharedParts();
    private final List<SizedSpan> spans;
    private final int rows;

    Decoding(int rows) {
      this.rows = rows;
      this.spans = new ArrayList<>(rows);
    }

    void add(LogRow row) {
      TraceSpan span = LayoutDetector.decode(row, shared);
      if (span != null) {
        spans.add(new SizedSpan(span, row.size()));
      }
    }

    SpanPage page(boolean whole) {
      return new SpanPage(spans, rows, whole);
    }
  }

  /** Characters of all rows. */
  long size() {
    return spans.stream().mapToLong(SizedSpan::size).sum();
  }
}
