// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;

/**
 * One opened store. The parts are views of the same connection, thread-safe, and valid until {@link #close()}. What is
 * written for one tenant is read back in the name of that tenant only; the empty name is a tenant too. A part that a store lacks
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

  default ConsoleLinks consoleLinks() {
    return Unsupported.PARTS;
  }

  StorageCapabilities capabilities();

  /**
   * Creates what the store needs and is missing, and waits until it can be used. Never alters what exists. Blocking.
   *
   * @throws StorageException if the store can't be made usable in {@code timeout}; the message names what is missing
   */
  void prepare(Duration timeout);

  /**
   * Refuses a tenant that this storage has no place for, judging by the name alone. Reads and writes refuse it in the same way.
   *
   * @throws StorageException with {@link StorageError#UNKNOWN_TENANT}; the message is for the operator
   */
  default void checkTenant(String tenant) {}

  /**
   * As {@link #prepare} for what a tenant needs. Without it the tenant's first write does that, and takes longer. Blocking.
   *
   * @throws StorageException as {@link #prepare} and {@link #checkTenant}
   */
  default void prepareTenant(String tenant, Duration timeout) {
    checkTenant(tenant);
  }

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
