// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.LogQueryText;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.SearchParser;
import io.tracingonsls.logservice.sql.function.FunctionContext;
import io.tracingonsls.logservice.sql.plan.PlanContext;
import io.tracingonsls.logservice.sql.plan.StatementPlanner;
import io.tracingonsls.logservice.sql.plan.StatementPlanner.Plan;
import io.tracingonsls.logservice.sql.syntax.SqlParser;
import io.tracingonsls.logservice.sql.syntax.SqlStatement;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Answers queries with bitmaps of rows and vectors of column values. */
public final class VectorQueryEngine implements QueryEngine {
  private final QueryLimits limits;
  private final Clock clock;

  /** Works within {@code limits}; {@code clock} is what SQL's {@code now()} sees. */
  public VectorQueryEngine(QueryLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public SearchAnswer search(
      SnapshotSource source, IndexHistory index, QueryRequest request, BooleanSupplier cancelled) {
    long started = System.nanoTime();
    TimeBounds bounds = TimeBounds.of(request);
    LogQueryText text = SearchParser.parse(request.query());
    boolean withPacks = text.sql().isPresent() && PackMeta.isAskedBy(text.sql().get());
    if (text.sql().isPresent() && !withPacks) {
      throw QueryException.invalid("query carries sql (expected: a search only)");
    }
    QueryGuard guard = guard(limits.maxRunTime(), cancelled);
    CompiledSearch search = CompiledSearch.of(text.search(), index, request.topic());
    int line = Math.min(Math.max(request.line(), 0), QueryRequest.MAX_LINES);
    try (Snapshot snapshot =
        withPacks ? bounds.openWider(source, PackIndex.REACH_SECONDS) : bounds.open(source)) {
      List<SegmentSlice> slices = bounds.cut(snapshot.slices(), withPacks);
      List<RowAt> page = new RowPage(
              slices, slice -> search.rows(slice, guard), request.reverse(), guard)
          .read(line, Math.max(request.offset(), 0));
      List<LogRecord> rows = new ArrayList<>(page.size());
      page.forEach(row -> rows.add(row.log()));
      return new SearchAnswer(
          rows,
          withPacks ? packMetas(snapshot, page, rows, guard) : List.of(),
          keys(rows),
          search.terms(),
          text.searchText(),
          rowCount(slices),
          bytes(rows),
          elapsedMillis(started));
    }
  }

  private static List<String> packMetas(
      Snapshot snapshot, List<RowAt> page, List<LogRecord> logs, QueryGuard guard) {
    PackIndex packs = new PackIndex(snapshot.slices(), guard);
    List<String> metas = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      metas.add(packs.meta(page.get(i), logs.get(i)));
    }
    return metas;
  }

  @Override
  public ContextAnswer context(
      SnapshotSource source,
      String packId,
      String packMeta,
      int backLines,
      int forwardLines,
      BooleanSupplier cancelled) {
    return new ContextRun(guard(limits.maxRunTime(), cancelled))
        .read(source, packId, packMeta, backLines, forwardLines);
  }

  @Override
  public HistogramAnswer histogram(
      SnapshotSource source,
      IndexHistory index,
      QueryRequest request,
      long intervalSeconds,
      BooleanSupplier cancelled) {
    TimeBounds bounds = TimeBounds.of(request);
    LogQueryText text = SearchParser.parse(request.query());
    QueryGuard guard = guard(limits.maxRunTime(), cancelled);
    CompiledSearch search = CompiledSearch.of(text.search(), index, request.topic());
    HistogramRun run =
        new HistogramRun(request.fromSeconds(), request.toSeconds(), intervalSeconds);
    try (Snapshot snapshot = bounds.open(source)) {
      List<SegmentSlice> slices = bounds.cut(snapshot.slices());
      for (SegmentSlice slice : slices) {
        run.add(slice, search.rows(slice, guard));
      }
      return run.answer(rowCount(slices));
    }
  }

  @Override
  public SqlAnswer sql(
      SnapshotSource source, IndexHistory index, QueryRequest request, BooleanSupplier cancelled) {
    long started = System.nanoTime();
    TimeBounds bounds = TimeBounds.of(request);
    LogQueryText text = SearchParser.parse(request.query());
    String sql =
        text.sql().orElseThrow(() -> QueryException.invalid("sql query must follow search query"));
    SqlStatement statement = SqlParser.parse(sql);
    SessionSettings settings = new SessionSettings(request.session()).with(statement.settings());
    QueryGuard guard = guard(settings.runTime(limits.maxRunTime()), cancelled);
    CompiledSearch search = CompiledSearch.of(text.search(), index, request.topic());
    try (SnapshotLog log = new SnapshotLog(source, bounds)) {
      FunctionContext functions = new FunctionContext(guard, clock.millis(), clock.getZone());
      Plan plan = StatementPlanner.plan(
          statement, new PlanContext(index, search, log, request.logstore(), functions));
      List<List<String>> rows =
          new SqlRun(plan, clock.getZone(), limits.maxResultBytes(), guard).rows();
      return new SqlAnswer(
          plan.names(),
          plan.types().stream().map(SqlType::toString).toList(),
          rows,
          search.terms(),
          sql,
          text.searchText(),
          plan.limit(),
          log.rowCount(),
          guard.loadedBytes(),
          elapsedMillis(started));
    }
  }

  private QueryGuard guard(Duration runTime, BooleanSupplier cancelled) {
    return new QueryGuard(System::nanoTime, runTime.toNanos(), cancelled, limits.maxMemoryBytes());
  }

  private static long elapsedMillis(long startedNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos);
  }

  private static long rowCount(List<SegmentSlice> slices) {
    return slices.stream().mapToLong(SegmentSlice::rowCount).sum();
  }

  private static List<String> keys(List<LogRecord> rows) {
    Set<String> keys = new LinkedHashSet<>();
    for (LogRecord row : rows) {
      keys.add(IndexConfig.SOURCE);
      keys.add(IndexConfig.TIME);
      keys.add(IndexConfig.TOPIC);
      row.tags().forEach(tag -> keys.add(IndexConfig.TAG_PREFIX + tag.key()));
      row.fields().forEach(field -> keys.add(field.key()));
    }
    return List.copyOf(keys);
  }

  private static long bytes(List<LogRecord> rows) {
    long bytes = 0;
    for (LogRecord row : rows) {
      for (LogField field : row.fields()) {
        bytes += field.key().length() + field.value().length();
      }
    }
    return bytes;
  }
}
