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

/** Keeps spans of all tenants together in memory, up to a number of spans; then it refuses. Thread-safe. */
public final class MemoryTraceStorage implements TraceStorage {
  private static final StorageCapabilities CAPABILITIES =
      new StorageCapabilities(true, true, true, true, true, false, true, true, true);

  private final SpanTable table;
  private final MemorySamplingStore sampling = new MemorySamplingStore();

  public MemoryTraceStorage(int maxSpans) {
    table = new SpanTable(maxSpans);
  }

  public MemoryTraceStorage() {
    this(1_000_000);
  }

  @Override
  public SpanWriter spanWriter() {
    return new Writer(table);
  }

  @Override
  public SpanReader spanReader() {
    return new MemorySpanReader(table);
  }

  @Override
  public CatalogReader catalogReader() {
    return new MemoryCatalogReader(table);
  }

  @Override
  public DependencyReader dependencyReader() {
    return new MemoryDependencyReader(table);
  }

  @Override
  public MetricsReader metricsReader() {
    return new MemoryMetricsReader(table);
  }

  @Override
  public SamplingStore samplingStore() {
    return sampling;
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return new MemoryTagSuggestions(table);
  }

  @Override
  public StorageCapabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public void prepare(Duration timeout) {}

  @Override
  public Health check() {
    return table.isClosed() ? Health.down("the storage is closed") : Health.UP;
  }

  @Override
  public void purge() {
    table.clear();
  }

  @Override
  public void close() {
    table.close();
  }

  private record Writer(SpanTable table) implements SpanWriter {
    @Override
    public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
      try {
        table.add(batch.flatten());
        return CompletableFuture.completedFuture(WriteReceipt.stored(batch.spanCount()));
      } catch (StorageException refused) {
        return CompletableFuture.failedFuture(refused);
      }
    }

    @Override
    public CompletionStage<Void> flush() {
      return table.isClosed()
          ? CompletableFuture.failedFuture(
              new StorageException(StorageError.CLOSED, "the storage is closed"))
          : CompletableFuture.completedFuture(null);
    }
  }
}
