// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import org.jspecify.annotations.Nullable;

/** A source of batches. */
@FunctionalInterface
public interface Operator {
  /** Rows per batch that operators aim at. */
  int BATCH_ROWS = 8192;

  /** The next batch, possibly empty; null at the end and ever after. */
  @Nullable
  Batch next();
}
