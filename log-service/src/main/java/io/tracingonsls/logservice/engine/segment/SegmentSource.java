// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import java.util.Collection;

/** Logs to be written as a segment: an open segment that takes no more, or segments to be merged. */
public interface SegmentSource {
  /** Number of logs, at least 1. */
  int rowCount();

  /** Time keys by rank; at least {@link #rowCount()} valid entries. */
  long[] timeKeys();

  /** The groups; at least one. */
  GroupTable groups();

  /** Raw protobuf bytes that the logs came in. */
  long rawBytes();

  /** The stored columns. */
  Collection<ColumnKey> columnKeys();

  /** One of them. */
  ColumnSource column(ColumnKey key);
}
