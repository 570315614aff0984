// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import java.util.List;
import java.util.Optional;

/**
 * Calls to one project of Log Service. Blocking, thread-safe, without retries of its own: callers know what a repeat costs. Every failure
 * is a {@link SlsFailure}.
 */
public interface SlsClient extends AutoCloseable {
  /** Stores an encoded LogGroup: all of it or nothing. A call that timed out may have stored it. */
  void putLogs(String logstore, byte[] logGroup);

  /** Searches or runs SQL. */
  LogAnswer query(LogSearch search);

  /** Counts hits of the search part over time. */
  Histogram histogram(String logstore, String query, int fromSeconds, int toSeconds);

  boolean projectExists();

  void createProject(String description);

  boolean logstoreExists(String logstore);

  void createLogstore(LogstoreSpec spec);

  void deleteLogstore(String logstore);

  /** The index configuration as JSON; empty without an index. */
  Optional<String> index(String logstore);

  void createIndex(String logstore, String json);

  /** Whether the console has such a document, whatever is in it. */
  boolean consoleObjectExists(ConsoleObject.Kind kind, String name);

  void createConsoleObject(ConsoleObject object);

  /** Idempotent; running calls may fail. */
  @Override
  void close();

  /** Buckets that cover the window without gaps. */
  record Histogram(List<Bucket> buckets, boolean complete) {
    public Histogram {
      buckets = List.copyOf(buckets);
    }

    /** Hits from {@code fromSeconds} (inclusive) to {@code toSeconds} (exclusive). */
    public record Bucket(int fromSeconds, int toSeconds, long count, boolean complete) {}
  }
}
