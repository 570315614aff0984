// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.tracingonsls.app.storage.ReadMetrics.Source;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ConsoleLinks;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A storage whose reads of spans and names are counted as Jaeger counts them; all else is the storage's own. */
public final class MeasuredStorage implements TraceStorage {
  private static final String FIND_TRACES = "find_traces";

  private final TraceStorage storage;
  private final SpanReader spans;
  private final CatalogReader catalog;

  /** Takes over the storage, which is closed with this. */
  public MeasuredStorage(TraceStorage storage, Source source, ReadMetrics metrics) {
    this.storage = storage;
    this.spans = new Spans(storage.spanReader(), source, metrics);
    this.catalog = new Catalog(storage.catalogReader(), source, metrics);
  }

  private record Spans(SpanReader reader, Source source, ReadMetrics metrics)
      implements SpanReader {
    @Override
    public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
      String operation = fetch.traceIds().size() == 1 ? "get_trace" : FIND_TRACES;
      metrics.measure(source, operation, () -> fetched(fetch, context, chunks), Set::size);
    }

    private Set<TraceId> fetched(
        TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
      Set<TraceId> found = new HashSet<>();
      reader.fetch(fetch, context, chunk -> {
        found.add(chunk.traceId());
        chunks.accept(chunk);
      });
      return found;
    }

    @Override
    public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
      return metrics.measure(
          source, "find_trace_ids", () -> reader.findTraceIds(query, context), List::size);
    }

    @Override
    public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
      return metrics.measure(
          source, FIND_TRACES, () -> reader.summaries(fetch, context), List::size);
    }
  }

  private record Catalog(CatalogReader reader, Source source, ReadMetrics metrics)
      implements CatalogReader {
    @Override
    public List<String> services(ReadContext context) {
      return metrics.measure(source, "get_services", () -> reader.services(context), List::size);
    }

    @Override
    public List<Operation> operations(
        String service, @Nullable SpanKind kind, ReadContext context) {
      return metrics.measure(
          source, "get_operations", () -> reader.operations(service, kind, context), List::size);
    }
  }

  @Override
  public SpanWriter spanWriter() {
    return storage.spanWriter();
  }

  @Override
  public SpanReader spanReader() {
    return spans;
  }

  @Override
  public CatalogReader catalogReader() {
    return catalog;
  }

  @Override
  public DependencyReader dependencyReader() {
    return storage.dependencyReader();
  }

  @Override
  public MetricsReader metricsReader() {
    return storage.metricsReader();
  }

  @Override
  public LogQuery logQuery() {
    return storage.logQuery();
  }

  @Override
  public SamplingStore samplingStore() {
    return storage.samplingStore();
  }

  @Override
  public TagSuggestions tagSuggestions() {
    return storage.tagSuggestions();
  }

  @Override
  public StorageCapabilities capabilities() {
    return storage.capabilities();
  }

  @Override
  public void prepare(Duration timeout) {
    storage.prepare(timeout);
  }

  @Override
  public ConsoleLinks consoleLinks() {
    return storage.consoleLinks();
  }

  @Override
  public void checkTenant(String tenant) {
    storage.checkTenant(tenant);
  }

  @Override
  public void prepareTenant(String tenant, Duration timeout) {
    storage.prepareTenant(tenant, timeout);
  }

  @Override
  public Health check() {
    return storage.check();
  }

  @Override
  public void purge() {
    storage.purge();
  }

  @Override
  public void close() {
    storage.close();
  }
}
