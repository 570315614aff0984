// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.Snapshot;

/** Where a query gets its rows; {@code logstore::snapshot} in the server. The query closes what it opens. */
@FunctionalInterface
public interface SnapshotSource {
  /** Rows with {@code fromSeconds <= time < toSeconds}. */
  Snapshot snapshot(long fromSeconds, long toSeconds);
}
