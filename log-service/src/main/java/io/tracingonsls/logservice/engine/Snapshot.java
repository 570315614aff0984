// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.List;

/**
 * A fixed set of rows, reference-counted: what it lists stays readable until it is closed, whatever is sealed, merged, expired
 * or deleted meanwhile. Not tied to a thread; several threads may read it.
 */
public interface Snapshot extends AutoCloseable {
  /** Non-empty row ranges within the time range asked for, in arrival order of their segments; time ranges may overlap. */
  List<SegmentSlice> slices();

  /** Rows in all slices. */
  long rowCount();

  /** Releases the segments. Idempotent. */
  @Override
  void close();
}
