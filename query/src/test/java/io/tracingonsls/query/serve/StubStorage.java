// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ConsoleLinks;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.TagSuggestions;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A memory storage whose reads can be made to wait or fail before they start. */
final class StubStorage implements TraceStorage {
  final MemoryTraceStorage memory = new MemoryTraceStorage();

  /** Runs before each read of spans or of the catalog. */
  volatile Consumer<ReadContext> beforeRead = context -> {};

  /** Runs before each chunk is handed over. */
  volatile Runnable beforeChunk = () -> {};

  volatile LogQuery logQuery = memory.logQuery();
  volatile ConsoleLinks consoleLinks = memory.consoleLinks();
  volatile StorageCapabilities capabilities = memory.capabilities();

  @Override
  public SpanWriter spanWriter() {
    return memory.spanWriter();
  }

  @Override
  public SpanReader spanReader() {
    SpanReader reader = memory.spanReader();
    return new SpanReader() {
      @Override
      public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
        beforeRead.accept(context);
        reader.fetch(fetch, context, chunk -> {
          beforeChunk.run();
          chunks.accept(chunk);
        });
      }

      @Override
      public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
        beforeRead.accept(context);
        return reader.findTraceIds(query, context);
      }

      @Override
      public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
        beforeRead.accept(context);
        return reader.summaries(fetch, context);
      }
    };
  }

  @Override
  public CatalogReader catalogReader() {
    CatalogReader reader = memory.catalogReader();
    return new CatalogReader() {
      @Override
      public List<String> services(ReadContext context) {
        beforeRead.accept(context);
        return reader.services(context);
      }

      @Override
      public List<Operation> operations(
          String service, io.tracingonsls.model.SpanKind kind, ReadContext context) {
        beforeRead.accept(context);
        return reader.operations(service, kind, context);
      }
    };
  }

  @Override
  public ConsoleLinks consoleLinks() {
    return consoleLinks;
  }

  @Override
  public DependencyReader dependencyReader() {
    return memory.dependencyReader();
  }

  @Override
  public MetricsReader metricsReader() {
    return memory.metricsReader();
  }

  @Override
  public LogQuery logQuery() {
    return logQuery;
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return memory.tagSuggestions();
  }

  @Override
  public StorageCapabilities capabilities() {
    return capabilities;
  }

  @Override
  public void prepare(Duration timeout) {
    memory.prepare(timeout);
  }

  @Override
  public Health check() {
    return memory.check();
  }

  @Override
  public void close() {
    memory.close();
  }
}
