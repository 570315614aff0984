// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.column;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SamplingRow;
import io.tracingonsls.storage.sls.layout.SamplingRowWriter;
import io.tracingonsls.storage.sls.layout.SamplingRows;
import io.tracingonsls.storage.sls.provision.Provisioner;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Adaptive sampling in a Logstore of its own, as {@link SamplingRows} says. */
public final class SlsSamplingStore implements SamplingStore {
  private static final int MAX_ROWS = 100_000;

  private final SlsCalls calls;
  private final LogstoreSpec logstore;
  private final Provisioner provisioner;

  public SlsSamplingStore(SlsCalls calls, LogstoreSpec logstore, Provisioner provisioner) {
    this.calls = calls;
    this.logstore = logstore;
    this.provisioner = provisioner;
  }

  @Override
  public void prepare(ReadContext context) {
    provisioner.prepareBeside(
        logstore, SamplingRows.indexJson(), context.deadline().remaining());
  }

  @Override
  public void writeThroughput(
      long windowStartSeconds, String collector, Iterable<Throughput> rows, ReadContext context) {
    SamplingRowWriter writer =
        new SamplingRowWriter(windowStartSeconds, SamplingRows.THROUGHPUT, collector);
    rows.forEach(writer::add);
    put(writer.logGroups(), context);
  }

  @Override
  public void writeProbabilities(
      long windowStartSeconds, String collector, Iterable<Probability> rows, ReadContext context) {
    SamplingRowWriter writer =
        new SamplingRowWriter(windowStartSeconds, SamplingRows.PROBABILITIES, collector);
    rows.forEach(writer::add);
    put(writer.logGroups(), context);
  }

  /** One after the other: a reader that sees the last part soon sees all. */
  private void put(List<byte[]> logGroups, ReadContext context) {
    for (byte[] logGroup : logGroups) {
      context.throwIfStopped();
      boolean done = calls.await(
          calls.start(() -> calls.attempt(
              () -> {
                calls.client().putLogs(logstore.name(), logGroup);
                return true;
              },
              context)),
          context);
      if (!done) {
        return;
      }
    }
  }

  @Override
  public void readThroughput(
      long windowStartSeconds, ReadContext context, Consumer<Throughput> rows) {
    each(
        windowStartSeconds,
        new Term(SamplingRows.KIND, SamplingRows.THROUGHPUT),
        context,
        row -> SamplingRows.throughput(row, rows));
  }

  @Override
  public @Nullable String author(long windowStartSeconds, ReadContext context) {
    SqlSelect statement = SqlSelect.fromLog()
        .select(column(SamplingRows.COLLECTOR), SamplingRows.COLLECTOR)
        .select(column(SamplingRows.PART), SamplingRows.PART)
        .select(column(SamplingRows.PARTS), SamplingRows.PARTS)
        .groupBy(column(SamplingRows.COLLECTOR))
        .groupBy(column(SamplingRows.PART))
        .groupBy(column(SamplingRows.PARTS))
        .limit(MAX_ROWS);
    LogSearch search = LogSearch.sql(
        logstore.name(),
        statement.queryText(new Term(SamplingRows.KIND, SamplingRows.PROBABILITIES)),
        (int) windowStartSeconds,
        (int) windowStartSeconds + 1);
    Map<String, Integer> missing = new TreeMap<>();
    for (LogRow found : query(search, context)) {
      SamplingRow row = SamplingRow.of(found);
      missing.merge(row.collector(), row.parts() - 1, (left, whole) -> left - 1);
    }
    return missing.entrySet().stream()
        .filter(collector -> collector.getValue() == 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  @Override
  public void readProbabilities(
      long windowStartSeconds, String author, ReadContext context, Consumer<Probability> rows) {
    SearchExpression search = SearchExpression.and(List.of(
        new Term(SamplingRows.KIND, SamplingRows.PROBABILITIES),
        new Term(SamplingRows.COLLECTOR, author)));
    each(windowStartSeconds, search, context, row -> SamplingRows.probabilities(row, rows));
  }

  /** Page by page, since a window of many collectors may be large; what was written twice is given once. */
  private void each(
      long window, SearchExpression search, ReadContext context, Consumer<SamplingRow> rows) {
    Map<String, Set<Integer>> seen = new HashMap<>();
    LogSearch page = new LogSearch(
        logstore.name(),
        search.text(),
        (int) window,
        (int) window + 1,
        LogSearch.MAX_LINE,
        0,
        false);
    for (int offset = 0; offset < MAX_ROWS; offset += LogSearch.MAX_LINE) {
      context.throwIfStopped();
      List<LogRow> found = query(page.withOffset(offset), context);
      for (LogRow log : found) {
        SamplingRow row = SamplingRow.of(log);
        if (seen.computeIfAbsent(row.collector(), name -> new HashSet<>()).add(row.part())) {
          rows.accept(row);
        }
      }
      if (found.size() < LogSearch.MAX_LINE) {
        return;
      }
    }
    context.warnings().accept("the sampling window has more than " + MAX_ROWS + " rows");
  }

  /** A Logstore that is not there yet holds nothing. */
  private List<LogRow> query(LogSearch search, ReadContext context) {
    try {
      return calls.query(search, context).rows();
    } catch (StorageException failed) {
      boolean missing = failed.getCause() instanceof StorageException inner
          && inner.getCause() instanceof SlsFailure failure
          && failure.kind() == SlsFailure.Kind.MISSING;
      if (missing) {
        return List.of();
      }
      throw failed;
    }
  }
}
