// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All Logstores below one data folder, which exactly one process may have open. Thread-safe. */
public interface LogEngine extends AutoCloseable {
  /**
   * Opens or creates the Logstore's folder and replays its write-ahead log. Calling it for one that is open only sets the
   * options.
   */
  Logstore open(LogstoreName name, LogstoreOptions options) throws IOException;

  /** The Logstore if it is open. */
  @Nullable
  Logstore find(LogstoreName name);

  /** Deletes the Logstore's data; open snapshots stay readable. Does nothing when it does not exist. */
  void delete(LogstoreName name) throws IOException;

  /** Logstores that are open, sorted. */
  List<LogstoreName> openNames();

  /** Seals nothing, loses nothing: syncs the write-ahead logs, stops the threads, releases the folder. Idempotent. */
  @Override
  void close();
}
