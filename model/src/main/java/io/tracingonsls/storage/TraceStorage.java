// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;

/**
 * One opened store. The parts are views of the same connection, thread-safe, and valid until {@link #close()}; a part that a store lacks
 * answers every call with {@link StorageError#UNSUPPORTED}, as {@link StorageCapabilities} announces.
 */
public interface TraceStorage extends AutoCloseable {
  SpanWriter spanWriter();

  SpanReader spanReader();

  CatalogReader catalogReader();

  default DependencyReader dependencyReader() {
    return Unsupported.PARTS;
  }

  default MetricsReader metricsReader() {
    return Unsupported.PARTS;
  }

  /** Raw searches and SQL, for explorers. */
  default LogQuery logQuery() {
    return Unsupported.PARTS;
  }

  default SamplingStore samplingStore() {
    return Unsupported.PARTS;
  }

  default TagSuggestions tagSuggestions() {
    return Unsupported.PARTS;
  }

  StorageCapabilities capabilities();

  /**
   * Creates what the store needs and is missing, and waits until it can be used. Never alters what exists. Blocking.
   *
   * @throws StorageException if the store can't be made usable in {@code timeout}; the message names what is missing
   */
  void prepare(Duration timeout);

  /** Makes one cheap real call. Blocking, at most a few seconds; never throws. */
  Health check();

  /** Deletes all spans; for tests of upstream suites only. */
  default void purge() {
    throw new StorageException(StorageError.UNSUPPORTED, "this storage cannot be purged");
  }

  /**
   * Refuses new work with {@link StorageError#CLOSED}, writes out what was accepted within a bounded time, frees everything. May be called
   * twice and from any thread.
   */
  @Override
  void close();
}
