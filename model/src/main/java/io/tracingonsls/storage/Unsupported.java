// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.TraceId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Stands in for every optional part that a store lacks. */
final class Unsupported
    implements DependencyReader,
        MetricsReader,
        LogQuery,
        SamplingStore,
        TagSuggestions,
        ConsoleLinks {
  static final Unsupported PARTS = new Unsupported();

  private Unsupported() {}

  private static StorageException refuse(String what) {
    return new StorageException(
        StorageError.UNSUPPORTED, what + " is not supported by this storage");
  }

  @Override
  public List<DependencyLink> links(TimeRange range, ReadContext context) {
    throw refuse("the dependency graph");
  }

  @Override
  public List<MetricSeries> latencies(MetricsQuery query, double quantile, ReadContext context) {
    throw refuse("querying metrics");
  }

  @Override
  public List<MetricSeries> callRates(MetricsQuery query, ReadContext context) {
    throw refuse("querying metrics");
  }

  @Override
  public List<MetricSeries> errorRates(MetricsQuery query, ReadContext context) {
    throw refuse("querying metrics");
  }

  @Override
  public Duration minStep() {
    throw refuse("querying metrics");
  }

  @Override
  public LogResult query(LogRequest request, ReadContext context) {
    throw refuse("querying logs");
  }

  @Override
  public List<HistogramBucket> histogram(LogRequest request, ReadContext context) {
    throw refuse("querying logs");
  }

  @Override
  public void prepare(ReadContext context) {
    throw refuse("adaptive sampling");
  }

  @Override
  public void writeThroughput(
      long windowStartSeconds, String collector, Iterable<Throughput> rows, ReadContext context) {
    throw refuse("adaptive sampling");
  }

  @Override
  public void readThroughput(
      long windowStartSeconds, ReadContext context, Consumer<Throughput> rows) {
    throw refuse("adaptive sampling");
  }

  @Override
  public void writeProbabilities(
      long windowStartSeconds, String collector, Iterable<Probability> rows, ReadContext context) {
    throw refuse("adaptive sampling");
  }

  @Override
  public @Nullable String author(long windowStartSeconds, ReadContext context) {
    throw refuse("adaptive sampling");
  }

  @Override
  public void readProbabilities(
      long windowStartSeconds, String author, ReadContext context, Consumer<Probability> rows) {
    throw refuse("adaptive sampling");
  }

  @Override
  public List<String> keys(String prefix, ReadContext context) {
    throw refuse("suggesting tags");
  }

  @Override
  public List<String> values(String key, String prefix, ReadContext context) {
    throw refuse("suggesting tags");
  }

  @Override
  public boolean available() {
    return false;
  }

  @Override
  public String search(TraceQuery query, ReadContext context) {
    throw refuse("a console");
  }

  @Override
  public String trace(TraceId traceId, @Nullable TimeRange hint, ReadContext context) {
    throw refuse("a console");
  }

  @Override
  public String logs(LogRequest request, ReadContext context) {
    throw refuse("a console");
  }
}
