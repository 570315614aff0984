// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.logs.TextTable;
import io.tracingonsls.app.serve.CommonSettings;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.StorageDeadLetters;
import io.tracingonsls.storage.sls.StorageDeadLetters.Named;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Lists, shows, writes again or deletes the spans that Log Service refused for good after a collector's spool had acknowledged them. Looking
 * at them works beside the collector, changing them doesn't.
 */
public final class DeadLettersCommand implements Command {
  private static final String GROUP = "Dead letters";
  private static final String ALL = "all";
  private static final int MAX_IDS = 10_000;
  private static final Setting<String> OUTPUT = Setting.of(
          "output", SettingType.oneOf("table", "json"), "table")
      .group(GROUP)
      .describe("table for people; json for machines, one object a line.");
  private static final Setting<Integer> LIMIT =
      Setting.integer("limit", 100).group(GROUP).describe("Most lines of a list, oldest first.");
  private static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "60s")
      .group(GROUP)
      .describe("Longest time to wait for Log Service when writing again.");

  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public String summary() {
    return "Show, write again or delete spans that Log Service refused";
  }

  @Override
  public String operands() {
    return "[list | show ID...|all | retry ID...|all | delete ID...|all]";
  }

  @Override
  public int maxOperands() {
    return MAX_IDS + 1;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "dead-letters --data-dir /var/lib/tracing-on-sls",
        "dead-letters show jaeger-span:24 --output json",
        "dead-letters retry all --config-file collector.yaml",
        "dead-letters delete jaeger-span:24 jaeger-span:1810");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>(List.of(OUTPUT, LIMIT, TIMEOUT));
    settings.addAll(StorageSettings.all(providers));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) throws JsonProcessingException {
    List<String> operands = invocation.operands();
    String action = operands.isEmpty() ? "list" : operands.get(0);
    List<String> ids = operands.isEmpty() ? List.of() : operands.subList(1, operands.size());
    check(action, ids);
    if (invocation.values().get(LIMIT) < 1) {
      throw new UsageException(
          "--limit: " + invocation.values().get(LIMIT) + " (expected: at least 1)");
    }
    try (StorageDeadLetters letters = open(invocation)) {
      return switch (action) {
        case "list" -> list(letters, invocation);
        case "show" -> show(letters, ids, invocation);
        case "retry" -> retry(letters, ids, invocation);
        default -> delete(letters, ids, invocation.terminal());
      };
    }
  }

  private static void check(String action, List<String> ids) {
    switch (action) {
      case "list" -> {
        if (!ids.isEmpty()) {
          throw new UsageException("dead-letters list: " + ids.get(0) + " (expected: nothing)");
        }
      }
      case "show", "retry", "delete" -> {
        if (ids.isEmpty()) {
          throw new UsageException("dead-letters " + action + ": no id (expected: ID..., or all)");
        }
      }
      default ->
        throw new UsageException("dead-letters: " + TextTable.printable(action)
            + " (expected: list, show, retry or delete)");
    }
  }

  private static StorageDeadLetters open(Invocation invocation) {
    StorageChoice choice = StorageChoice.of(invocation.values(), invocation.providers());
    if (!choice.isLogService()) {
      throw new UsageException(
          "span-storage.type: " + choice.id() + " (expected: local or aliyun-log)");
    }
    StorageContext context = new StorageContext(
        invocation.clock(), StorageMetrics.NONE, invocation.values().get(StorageSettings.DATA_DIR));
    try {
      return StorageDeadLetters.of(choice.id(), choice.settings(), context);
    } catch (IllegalArgumentException bad) {
      throw new SettingsException(List.of(String.valueOf(bad.getMessage())));
    }
  }

  private static int list(StorageDeadLetters letters, Invocation invocation)
      throws JsonProcessingException {
    int limit = invocation.values().get(LIMIT);
    List<LetterView> views = new ArrayList<>();
    long[] total = new long[1];
    long damaged = letters.list(named -> {
      if (total[0]++ < limit) {
        views.add(LetterView.of(named));
      }
    });
    Terminal terminal = invocation.terminal();
    if (invocation.values().get(OUTPUT).equals("json")) {
      printJson(views, false, terminal);
    } else if (views.isEmpty()) {
      terminal.out().println("no dead letters");
    } else {
      List<Map<String, String>> lines = views.stream().map(LetterView::line).toList();
      terminal.out().print(TextTable.render(LetterView.COLUMNS, lines));
    }
    if (total[0] > limit) {
      warn(terminal, (total[0] - limit) + " more (see --limit)");
    }
    if (damaged > 0) {
      warn(terminal, damaged + " damaged places in the files were stepped over");
    }
    return ExitStatus.OK;
  }

  private static void printJson(List<LetterView> views, boolean whole, Terminal terminal)
      throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    for (LetterView view : views) {
      terminal.out().println(view.json(json, whole));
    }
  }

  private static int show(StorageDeadLetters letters, List<String> ids, Invocation invocation)
      throws JsonProcessingException {
    Predicate<String> chosen = chosen(letters, ids);
    List<LetterView> views = new ArrayList<>();
    letters.list(named -> {
      if (chosen.test(named.id())) {
        views.add(LetterView.of(named));
      }
    });
    Terminal terminal = invocation.terminal();
    if (invocation.values().get(OUTPUT).equals("json")) {
      printJson(views, true, terminal);
    } else {
      views.forEach(view -> terminal.out().print(view.text()));
    }
    return ExitStatus.OK;
  }

  /** Asks first whether all are there, so that a slip of the pen changes nothing. */
  private static Predicate<String> chosen(StorageDeadLetters letters, List<String> ids) {
    if (ids.equals(List.of(ALL))) {
      return id -> true;
    }
    Set<String> wanted = new HashSet<>(ids);
    Set<String> missing = new TreeSet<>(ids);
    letters.list(named -> missing.remove(named.id()));
    if (!missing.isEmpty()) {
      throw new UsageException("dead-letters: there is no "
          + TextTable.printable(String.join(", ", missing)) + " (expected: ids of the list)");
    }
    return wanted::contains;
  }

  private static int retry(StorageDeadLetters letters, List<String> ids, Invocation invocation) {
    Terminal terminal = invocation.terminal();
    List<Named> refused = new ArrayList<>();
    long stored = letters.retry(chosen(letters, ids), invocation.values().get(TIMEOUT), named -> {
      refused.add(named);
      warn(
          terminal,
          named.id() + ": refused again: " + TextTable.printable(named.letter().reason()));
    });
    terminal
        .out()
        .println(String.format(Locale.ROOT, "%d stored, %d refused again", stored, refused.size()));
    return refused.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static int delete(StorageDeadLetters letters, List<String> ids, Terminal terminal) {
    long deleted = letters.delete(chosen(letters, ids));
    terminal.out().println(String.format(Locale.ROOT, "%d deleted", deleted));
    return ExitStatus.OK;
  }

  private static void warn(Terminal terminal, String line) {
    terminal.err().println("tracing-on-sls: " + line);
  }
}
