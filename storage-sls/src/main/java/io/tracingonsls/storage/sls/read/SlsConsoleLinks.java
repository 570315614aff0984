// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.column;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.ConsoleLinks;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.sls.layout.SpanColumns;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.ConsoleUrl;
import io.tracingonsls.storage.sls.search.QueryTranslator;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pages of the console for the questions of this storage, through the same translation. A search that the search language can say is shown as
 * such, with whole rows; else SQL narrows it. Where a Logstore holds two layouts, the page shows the rows of the first.
 */
public final class SlsConsoleLinks implements ConsoleLinks {
  private static final int ROWS = 1_000;

  private final @Nullable ConsoleUrl url;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final SlsLogQuery logs;
  private final Windows windows;

  /** {@code url} is null where there is no console. */
  public SlsConsoleLinks(
      @Nullable ConsoleUrl url,
      ReadSettings settings,
      LogstoreInspector inspector,
      SlsLogQuery logs,
      Clock clock) {
    this.url = url;
    this.settings = settings;
    this.inspector = inspector;
    this.logs = logs;
    this.windows = new Windows(clock, settings);
  }

  @Override
  public boolean available() {
    return url != null;
  }

  private ConsoleUrl url() {
    ConsoleUrl known = url;
    if (known == null) {
      throw new StorageException(
          StorageError.UNSUPPORTED, "a console is not supported by this storage");
    }
    return known;
  }

  @Override
  public String search(TraceQuery query, ReadContext context) {
    ConsoleUrl console = url();
    context.throwIfStopped();
    SpanLogstore logstore = inspector.logstore();
    SpanSql sql = new SpanSql(logstore.readLayouts().get(0), logstore.index());
    QueryTranslator translator = new QueryTranslator(sql, logstore.index());
    LogWindow window = windows.startingIn(query.start(), sql.hasNanos());
    LogWindow shown = window == null ? windows.all() : window;
    return console.search(
        settings.logstore(), text(query, sql, translator), shown.fromSeconds(), shown.toSeconds());
  }

  private static String text(TraceQuery query, SpanSql sql, QueryTranslator translator) {
    SearchExpression search = translator.search(query, SearchExpression.MAX_CONDITIONS);
    if (translator.searchSaysAll(query, SearchExpression.MAX_CONDITIONS)) {
      StringBuilder text = new StringBuilder();
      search.render(text);
      return text.toString();
    }
    SpanColumns columns = sql.columns();
    SqlSelect.Builder rows = SqlSelect.fromLog();
    Stream.of(
            columns.traceId(),
            columns.spanId(),
            columns.service(),
            columns.name(),
            columns.start(),
            columns.duration())
        .filter(sql::inSql)
        .forEach(name -> rows.select(column(name), ""));
    return rows.whereAll(translator.conditions(query))
        .orderBy(column(columns.start()), true)
        .limit(ROWS)
        .queryText(search);
  }

  @Override
  public String trace(TraceId traceId, @Nullable TimeRange hint, ReadContext context) {
    ConsoleUrl console = url();
    context.throwIfStopped();
    SpanLayout layout = inspector.logstore().readLayouts().get(0);
    StringBuilder text = new StringBuilder();
    TraceIdBatches.of(List.of(traceId), layout.columns().traceId(), SearchExpression.MAX_CONDITIONS)
        .get(0)
        .search()
        .render(text);
    LogWindow window = windows.around(hint);
    return console.search(
        settings.logstore(), text.toString(), window.fromSeconds(), window.toSeconds());
  }

  @Override
  public String logs(LogRequest request, ReadContext context) {
    ConsoleUrl console = url();
    context.throwIfStopped();
    return console.search(
        logs.logstore(request),
        request.query(),
        SlsLogQuery.from(request),
        SlsLogQuery.to(request));
  }
}
