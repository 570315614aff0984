// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.search.RowSet;
import java.util.List;
import java.util.Map;

/** Rows of the log as they are stored. */
public interface LogInput extends Operator {
  /** What there is of the time range. */
  List<SegmentSlice> slices();

  /** The columns of its rows. */
  List<ScanColumn> columns();

  /** Whether another input has the same rows in any order. */
  boolean readsSameRowsAs(LogInput other);

  /** Says before the first batch which rows to read, over the ranges of {@link #slices}; nothing of segments not named. */
  void readOnly(Map<SegmentReader, RowSet> rows);
}
