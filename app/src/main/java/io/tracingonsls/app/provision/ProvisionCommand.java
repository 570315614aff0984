// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.provision;

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
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.StorageProvision;
import io.tracingonsls.storage.sls.console.ConsoleLanguage;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes project, Logstore, index, dashboard, saved searches and, when asked, alerts; what exists is left as it is. Or prints all of it.
 * The archive's Logstore, where one is configured, is made too.
 */
public final class ProvisionCommand implements Command {
  private static final ConsoleSettings NO_CONSOLE =
      new ConsoleSettings(false, false, null, ConsoleLanguage.ENGLISH);

  @Override
  public String name() {
    return "provision";
  }

  @Override
  public String summary() {
    return "Make what is missing in Log Service, or print it";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "provision --dry-run",
        "provision --config-file collector.yaml --dashboard-language zh",
        "provision --span-storage.type aliyun-log --aliyun-log.endpoint cn-hangzhou.log.aliyuncs.com"
            + " --aliyun-log.project my-traces --alerts --alert-action-policy on-call");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>(ProvisionFlags.all());
    settings.addAll(StorageSettings.all(providers));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) {
    SettingValues values = invocation.values();
    StorageChoice choice = StorageChoice.of(values, invocation.providers());
    if (!choice.isLogService()) {
      throw new UsageException(
          "span-storage.type: " + choice.id() + " (expected: local or aliyun-log)");
    }
    ConsoleSettings console = ProvisionFlags.console(values);
    Terminal terminal = invocation.terminal();
    if (values.get(ProvisionFlags.DRY_RUN)) {
      return print(choice, console, invocation);
    }
    boolean complete = make(choice, console, invocation);
    StorageChoice archive = choice.archive();
    if (archive != null) {
      complete &= make(archive, NO_CONSOLE, invocation);
    }
    if (!complete) {
      terminal.err().println("tracing-on-sls: not everything could be made, see above");
    }
    return complete ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static boolean make(
      StorageChoice choice, ConsoleSettings console, Invocation invocation) {
    try (StorageProvision provision = open(choice, invocation)) {
      return provision.run(
          console,
          invocation.values().get(ProvisionFlags.TIMEOUT),
          step -> print(step, invocation.terminal()));
    }
  }

  private static void print(StorageProvision.Step step, Terminal terminal) {
    String outcome = step.outcome().name().toLowerCase(Locale.ROOT);
    String reason = step.message().isEmpty() ? "" : ": " + step.message();
    terminal.out().println(String.format(Locale.ROOT, "%-8s %s%s", outcome, step.what(), reason));
  }

  /** The archive's plan, where there is one, is a second document behind the first. */
  private static int print(StorageChoice choice, ConsoleSettings console, Invocation invocation) {
    printPlan(choice, console, invocation);
    StorageChoice archive = choice.archive();
    if (archive != null) {
      printPlan(archive, NO_CONSOLE, invocation);
    }
    return ExitStatus.OK;
  }

  private static void printPlan(
      StorageChoice choice, ConsoleSettings console, Invocation invocation) {
    try (StorageProvision provision = open(choice, invocation)) {
      StorageProvision.Plan plan = provision.plan(console);
      if (!plan.problem().isEmpty()) {
        invocation
            .terminal()
            .err()
            .println("tracing-on-sls: what is there already is not known: " + plan.problem());
      }
      invocation.terminal().out().println(plan.json());
    }
  }

  private static StorageProvision open(StorageChoice choice, Invocation invocation) {
    StorageContext context = new StorageContext(
        invocation.clock(), StorageMetrics.NONE, invocation.values().get(StorageSettings.DATA_DIR));
    try {
      return StorageProvision.of(choice.id(), choice.settings(), context);
    } catch (IllegalArgumentException bad) {
      throw new SettingsException(List.of(String.valueOf(bad.getMessage())));
    }
  }
}
