// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TagSuggestions;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps spans in memory, each tenant's apart, up to a number of spans per tenant; then it refuses. Thread-safe. */
public final class MemoryTraceStorage implements TraceStorage {
  private static final StorageCapabilities CAPABILITIES =
      new StorageCapabilities(true, true, true, true, true, false, true, true, true);

  private final TenantTables tables;
  private final MemorySamplingStore sampling = new MemorySamplingStore();

  public MemoryTraceStorage(int maxSpans) {
    tables = new TenantTables(maxSpans);
  }

  public MemoryTraceStorage() {
    this(1_000_000);
  }

  @Override
  public SpanWriter spanWriter() {
    return new Writer(tables);
  }

  @Override
  public SpanReader spanReader() {
    return new MemorySpanReader(tables);
  }

  @Override
  public CatalogReader catalogReader() {
    return new MemoryCatalogReader(tables);
  }

  @Override
  public DependencyReader dependencyReader() {
    return new MemoryDependencyReader(tables);
  }

  @Override
  public MetricsReader metricsReader() {
    return new MemoryMetricsReader(tables);
  }

  @Override
  public SamplingStore samplingStore() {
    return sampling;
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return new MemoryTagSuggestions(tables);
  }

  @Override
  public StorageCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public void prepare(Duration timeout) {}

  @Override
  public Health check() {
    return tables.isClosed() ? Health.down("the storage is closed") : Health.UP;
  }

  @Override
  public void purge() {
    tables.clear();
  }

  @Override
  public void close() {
    tables.close();
  }

  private record Writer(TenantTables tables) implements SpanWriter {
    @Override
    public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
      try {
        tables.of(context.tenant()).add(batch.flatten());
        return CompletableFuture.completedFuture(WriteReceipt.stored(batch.spanCount()));
      } catch (StorageException refused) {
        return CompletableFuture.failedFuture(refused);
      }
    }

    @Override
    public CompletionStage<Void> flush() {
      return tables.isClosed()
          ? CompletableFuture.failedFuture(
              new StorageException(StorageError.CLOSED, "the storage is closed"))
          : CompletableFuture.completedFuture(null);
    }
  }
}
