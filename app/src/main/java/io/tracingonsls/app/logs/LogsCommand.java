// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.serve.CommonSettings;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.storage.LogQuery.LogRequest;
import io.tracingonsls.storage.LogQuery.LogResult;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks a Logstore: a search, or a search with SQL behind a bar. */
public final class LogsCommand implements Command {
  private static final String GROUP = "Question";
  private static final long PROGRESS_MILLIS = 5000;
  private static final Setting<String> LOGSTORE = Setting.text("logstore", "")
      .group(GROUP)
      .describe("Logstore to ask; empty: the one with the spans.");
  private static final Setting<String> FROM = Setting.text("from", "-15m")
      .group(GROUP)
      .describe(
          "First moment, included: now, -1h, 2026-11-25, 2026-11-25T10:00:00Z or seconds since 1970.");
  private static final Setting<String> TO = Setting.text("to", "now")
      .group(GROUP)
      .describe("Last moment, not included; written like --from.");
  private static final Setting<Integer> LIMIT = Setting.integer("limit", 100)
      .group(GROUP)
      .describe("Most rows of a search, newest first; SQL has its own limit clause.");
  private static final Setting<String> OUTPUT = Setting.of(
          "output", SettingType.oneOf("table", "json", "csv"), "table")
      .group(GROUP)
      .describe("table for people; json for machines, one object a line; csv for spreadsheets.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration("timeout", "60s").group(GROUP).describe("Longest wait for the answer.");

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String summary() {
    return "Ask a Logstore with a search or SQL";
  }

  @Override
  public String operands() {
    return "'<search> [| <SQL>]'";
  }

  @Override
  public int maxOperands() {
    return 1;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "logs 'service: productpage.default' --from -1h",
        "logs '* | select service, count(*) as spans group by service order by spans desc' --from -1h",
        "logs 'statusCode: ERROR' --from 2026-11-25T10:00:00Z --to 2026-11-25T11:00:00Z --output json");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings =
        new ArrayList<>(List.of(FROM, TO, LIMIT, LOGSTORE, OUTPUT, TIMEOUT));
    settings.addAll(StorageSettings.all(providers));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) throws JsonProcessingException {
    if (invocation.operands().isEmpty()) {
      throw new UsageException("logs: no question (expected: logs '<search> [| <SQL>]')");
    }
    LogRequest request = request(invocation);
    SettingValues values = invocation.values();
    StorageContext context = new StorageContext(
        invocation.clock(), StorageMetrics.NONE, values.get(StorageSettings.DATA_DIR));
    try (TraceStorage storage = StorageChoice.of(values, invocation.providers()).open(context)) {
      ReadContext within = ReadContext.within(values.get(TIMEOUT));
      LogResult result = query(storage, request, within, invocation.terminal());
      print(result, values.get(OUTPUT), invocation.terminal());
      return ExitStatus.OK;
    }
  }

  private static LogResult query(
      TraceStorage storage, LogRequest request, ReadContext within, Terminal terminal) {
    Waiting waiting = Waiting.start(terminal.err(), PROGRESS_MILLIS);
    try {
      return storage.logQuery().query(request, within);
    } finally {
      waiting.close();
    }
  }

  private static LogRequest request(Invocation invocation) {
    SettingValues values = invocation.values();
    TimeText time = new TimeText(invocation.clock());
    int limit = values.get(LIMIT);
    if (limit < 1) {
      throw new UsageException("--limit: " + limit + " (expected: at least 1)");
    }
    return new LogRequest(
        values.get(LOGSTORE),
        invocation.operands().get(0),
        time.seconds(FROM.name(), values.get(FROM)),
        end(time, values.get(TO)),
        limit,
        0,
        true);
  }

  /** The end is exclusive and in whole seconds: up to now means with the second that runs. */
  private static long end(TimeText time, String text) {
    long seconds = time.seconds(TO.name(), text);
    return text.equals("now") ? seconds + 1 : seconds;
  }

  private static void print(LogResult result, String output, Terminal terminal)
      throws JsonProcessingException {
    if (output.equals("json")) {
      ObjectMapper json = new ObjectMapper();
      for (Map<String, String> row : result.rows()) {
        terminal.out().println(json.writeValueAsString(row));
      }
    } else if (output.equals("csv")) {
      terminal.out().print(CsvText.render(result.columns(), result.rows()));
    } else {
      terminal.out().print(TextTable.render(result.columns(), result.rows()));
    }
    if (!result.complete()) {
      terminal
          .err()
          .println("tracing-on-sls: the answer is incomplete (narrow the time or the search)");
    }
  }
}
