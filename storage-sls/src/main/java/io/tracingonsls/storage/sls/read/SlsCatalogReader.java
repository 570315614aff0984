// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.sls.client.LogAnswer;
import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.QueryTranslator;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SpanSql;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names of services and operations by SQL over the look-back, remembered for a short time and renewed behind the back of who asks. */
public final class SlsCatalogReader implements CatalogReader {
  private static final int MAX_SERVICES = 10_000;
  private static final int MAX_OPERATIONS = 100_000;
  private static final int REMEMBERED = 200;
  private static final Comparator<Operation> ORDER =
      Comparator.comparing(Operation::name).thenComparing(Operation::kind);

  private final SlsCalls calls;
  private final ReadSettings settings;
  private final LogstoreInspector inspector;
  private final Windows windows;
  private final RenewedCache<String, List<String>> services;
  private final RenewedCache<String, List<Operation>> operations;

  public SlsCatalogReader(
      SlsCalls calls, ReadSettings settings, LogstoreInspector inspector, Clock clock) {
    this.calls = calls;
    this.settings = settings;
    this.inspector = inspector;
    this.windows = new Windows(clock, settings);
    this.services = new RenewedCache<>(calls, settings.catalogAge(), 1);
    this.operations = new RenewedCache<>(calls, settings.catalogAge(), REMEMBERED);
  }

  /** Forgets what it remembers. */
  public void forget() {
    services.clear();
    operations.clear();
  }

  @Override
  public List<String> services(ReadContext context) {
    context.throwIfStopped();
    return new ArrayList<>(services.get("", context, this::readServices));
  }

  private List<String> readServices(ReadContext context) {
    Set<String> names = new TreeSet<>();
    SpanLogstore logstore = inspector.logstore();
    for (SpanLayout layout : logstore.readLayouts()) {
      SqlExpression service = column(layout.columns().service());
      SqlSelect statement = SqlSelect.fromLog()
          .select(service, "service_name")
          .where(compare(service, "<>", ""))
          .groupBy(service)
          .limit(MAX_SERVICES);
      for (LogRow row : query(statement, SearchExpression.all(), context).rows()) {
        addRaw(row, "service_name", names);
      }
    }
    return List.copyOf(names);
  }

  private static void addRaw(LogRow row, String column, Set<String> names) {
    String name = row.raw(column);
    if (name != null && !name.isEmpty()) {
      names.add(name);
    }
  }

  @Override
  public List<Operation> operations(String service, @Nullable SpanKind kind, ReadContext context) {
    context.throwIfStopped();
    List<Operation> all =
        operations.get(service, context, current -> readOperations(service, current));
    List<Operation> wanted = new ArrayList<>(all);
    wanted.removeIf(operation -> kind != null && operation.kind() != kind);
    return wanted;
  }

  private List<Operation> readOperations(String service, ReadContext context) {
    Set<Operation> found = new HashSet<>();
    SpanLogstore logstore = inspector.logstore();
    for (SpanLayout layout : logstore.readLayouts()) {
      SpanSql sql = new SpanSql(layout, logstore.index());
      read(service, sql, new QueryTranslator(sql, logstore.index()), context, found);
    }
    return found.stream().sorted(ORDER).toList();
  }

  private void read(
      String service,
      SpanSql sql,
      QueryTranslator translator,
      ReadContext context,
      Set<Operation> found) {
    SqlExpression name = column(sql.columns().name());
    SqlExpression owner = column(sql.columns().service());
    boolean kinds = sql.inSql(sql.columns().kind());
    SqlSelect.Builder statement = SqlSelect.fromLog().select(name, "span_name").groupBy(name);
    boolean filtered = service.isEmpty() || QueryTranslator.isSqlText(service);
    if (kinds) {
      SqlExpression kind = column(sql.columns().kind());
      statement.select(kind, "span_kind").groupBy(kind);
    }
    if (!service.isEmpty() && filtered) {
      statement.where(compare(owner, "=", service));
    } else if (!filtered) {
      statement.select(owner, "service_name").groupBy(owner);
    }
    SqlSelect select = statement.where(compare(name, ">=", "")).limit(MAX_OPERATIONS);
    for (LogRow row : query(select, translator.service(service), context).rows()) {
      String operation = row.raw("span_name");
      if (operation != null && (filtered || service.equals(row.raw("service_name")))) {
        String text = row.text("span_kind").toLowerCase(Locale.ROOT);
        found.add(new Operation(operation, SpanKind.fromText(text)));
      }
    }
  }

  private LogAnswer query(SqlSelect statement, SearchExpression search, ReadContext context) {
    LogWindow window = windows.all();
    return calls.query(
        LogSearch.sql(
            settings.logstore(),
            statement.queryText(search),
            window.fromSeconds(),
            window.toSeconds()),
        context);
  }
}
