// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.SlsClient.Histogram;
import io.tracingonsls.storage.sls.layout.LogRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Searches and SQL as users write them, on the span Logstore and those that the operator allows. */
public final class SlsLogQuery implements LogQuery {
  private final SlsCalls calls;
  private final String logstore;
  private final Set<String> allowed;

  /** {@code allowed} are further Logstores of the project that may be read. */
  public SlsLogQuery(SlsCalls calls, String logstore, Set<String> allowed) {
    this.calls = calls;
    this.logstore = logstore;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public LogResult query(LogRequest request, ReadContext context) {
    context.throwIfStopped();
    LogSearch search = new LogSearch(
        logstore(request),
        request.query(),
        from(request),
        to(request),
        Math.max(1, Math.min(LogSearch.MAX_LINE, request.line())),
        Math.max(0, request.offset()),
        request.reverse());
    LogAnswer answer = calls.query(search, context);
    List<Map<String, String>> rows = new ArrayList<>(answer.rows().size());
    Set<String> columns =
        new LinkedHashSet<>(answer.types().isEmpty() ? List.of() : answer.columns());
    for (LogRow row : answer.rows()) {
      rows.add(row.fields());
      columns.addAll(row.fields().keySet());
    }
    return new LogResult(new ArrayList<>(columns), answer.types(), rows, answer.complete());
  }

  @Override
  public List<HistogramBucket> histogram(LogRequest request, ReadContext context) {
    context.throwIfStopped();
    String name = logstore(request);
    int from = from(request);
    int to = to(request);
    Histogram histogram = calls.await(
        calls.start(() -> calls.attempt(
            () -> calls.client().histogram(name, request.query(), from, to), context)),
        context);
    List<HistogramBucket> buckets = new ArrayList<>(histogram.buckets().size());
    for (Histogram.Bucket bucket : histogram.buckets()) {
      buckets.add(new HistogramBucket(
          bucket.fromSeconds(), bucket.toSeconds(), bucket.count(), bucket.complete()));
    }
    return buckets;
  }

  String logstore(LogRequest request) {
    String name = request.logstore().isEmpty() ? logstore : request.logstore();
    if (!name.equals(logstore) && !allowed.contains(name)) {
      throw new StorageException(
          StorageError.INVALID_QUERY,
          "logstore: not one that may be queried (expected: " + logstore
              + (allowed.isEmpty() ? "" : " or " + String.join(", ", allowed)) + ")");
    }
    return name;
  }

  static int from(LogRequest request) {
    return (int) Math.max(1, Math.min(request.fromSeconds(), Integer.MAX_VALUE - 1L));
  }

  static int to(LogRequest request) {
    if (request.fromSeconds() >= request.toSeconds()) {
      throw new StorageException(
          StorageError.INVALID_QUERY,
          "time range: from " + request.fromSeconds() + " to " + request.toSeconds()
              + " (expected: an end after the start)");
    }
    return (int) Math.min(request.toSeconds(), Integer.MAX_VALUE);
  }
}
