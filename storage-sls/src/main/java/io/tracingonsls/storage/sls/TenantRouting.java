// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ConsoleLinks;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TagSuggestions;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.sls.read.SlsConsoleLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends every call to the Logstore of the tenant in whose name it is made. A tenant without a Logstore has no spans. */
final class TenantRouting
    implements SpanWriter,
        SpanReader,
        CatalogReader,
        DependencyReader,
        MetricsReader,
        LogQuery,
        TagSuggestions,
        ConsoleLinks {
  private final TenantStores stores;

  TenantRouting(TenantStores stores) {
    this.stores = stores;
  }

  @Override
  public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
    CompletableFuture<SpanWriter> writer;
    try {
      writer = stores.writer(context.tenant());
    } catch (StorageException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    if (writer.isDone() && !writer.isCompletedExceptionally()) {
      return writer.join().write(batch, context);
    }
    return writer
        .copy()
        .orTimeout(Math.max(1, context.deadline().remaining().toMillis()), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(failure -> CompletableFuture.failedFuture(refusal(failure)))
        .thenCompose(ready -> ready.write(batch, context));
  }

  private static StorageException refusal(Throwable failure) {
    return failure instanceof TimeoutException
        ? new StorageException(
            StorageError.TIMED_OUT,
            "the tenant's Logstore is being made",
            failure,
            Duration.ofSeconds(1))
        : TenantStores.storageFailure(failure, "of the tenant");
  }

  @Override
  public CompletionStage<Void> flush() {
    return CompletableFuture.allOf(stores.open().stream()
        .map(store -> store.writer().flush().toCompletableFuture())
        .toArray(CompletableFuture<?>[]::new));
  }

  private <T> List<T> read(ReadContext context, Function<SpanStore, List<T>> reading) {
    SpanStore store = stores.forReading(context);
    return store == null ? new ArrayList<>() : reading.apply(store);
  }

  @Override
  public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
    SpanStore store = stores.forReading(context);
    if (store != null) {
      store.reader().fetch(fetch, context, chunks);
    }
  }

  @Override
  public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
    return read(context, store -> store.reader().findTraceIds(query, context));
  }

  @Override
  public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
    return read(context, store -> store.reader().summaries(fetch, context));
  }

  @Override
  public List<String> services(ReadContext context) {
    return read(context, store -> store.catalog().services(context));
  }

  @Override
  public List<Operation> operations(String service, @Nullable SpanKind kind, ReadContext context) {
    return read(context, store -> store.catalog().operations(service, kind, context));
  }

  @Override
  public List<DependencyLink> links(TimeRange range, ReadContext context) {
    return read(context, store -> store.dependencies().links(range, context));
  }

  @Override
  public List<MetricSeries> latencies(MetricsQuery query, double quantile, ReadContext context) {
    return read(context, store -> store.metrics().latencies(query, quantile, context));
  }

  @Override
  public List<MetricSeries> callRates(MetricsQuery query, ReadContext context) {
    return read(context, store -> store.metrics().callRates(query, context));
  }

  @Override
  public List<MetricSeries> errorRates(MetricsQuery query, ReadContext context) {
    return read(context, store -> store.metrics().errorRates(query, context));
  }

  @Override
  public Duration minStep() {
    return stores.main().metrics().minStep();
  }

  @Override
  public LogResult query(LogRequest request, ReadContext context) {
    SpanStore store = stores.forReading(context);
    return store == null
        ? new LogResult(List.of(), List.of(), List.of(), true)
        : store.logQuery().query(request, context);
  }

  @Override
  public List<HistogramBucket> histogram(LogRequest request, ReadContext context) {
    return read(context, store -> store.logQuery().histogram(request, context));
  }

  @Override
  public List<String> keys(String prefix, ReadContext context) {
    return read(context, store -> store.suggestions().keys(prefix, context));
  }

  @Override
  public List<String> values(String key, String prefix, ReadContext context) {
    return read(context, store -> store.suggestions().values(key, prefix, context));
  }

  @Override
  public boolean available() {
    return stores.main().console().available();
  }

  private SlsConsoleLinks console(ReadContext context) {
    SpanStore store = stores.forReading(context);
    if (store == null) {
      throw new StorageException(StorageError.NOT_FOUND, "the tenant has no Logstore yet");
    }
    return store.console();
  }

  @Override
  public String search(TraceQuery query, ReadContext context) {
    return console(context).search(query, context);
  }

  @Override
  public String trace(TraceId traceId, @Nullable TimeRange hint, ReadContext context) {
    return console(context).trace(traceId, hint, context);
  }

  @Override
  public String logs(LogRequest request, ReadContext context) {
    return console(context).logs(request, context);
  }
}
