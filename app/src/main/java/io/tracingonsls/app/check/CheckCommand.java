// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.check;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.serve.CommonSettings;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.StorageCheck;
import io.tracingonsls.storage.sls.provision.CheckStep;
import io.tracingonsls.storage.sls.provision.CheckStep.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tests a storage configuration step by step; status 0 when it works. A plug-in is prepared and asked for its health. */
public final class CheckCommand implements Command {
  private static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "2m")
      .group("Check")
      .describe("Longest time for all steps together.");

  @Override
  public String name() {
    return "check";
  }

  @Override
  public String summary() {
    return "Test a storage configuration step by step";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "check --config-file collector.yaml",
        "check --span-storage.type aliyun-log --aliyun-log.endpoint cn-hangzhou.log.aliyuncs.com"
            + " --aliyun-log.project my-traces --aliyun-log.access-key-id-file id"
            + " --aliyun-log.access-key-secret-file secret");
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>(List.of(TIMEOUT));
    settings.addAll(StorageSettings.all(providers));
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  @Override
  public int run(Invocation invocation) {
    SettingValues values = invocation.values();
    StorageChoice choice = StorageChoice.of(values, invocation.providers());
    StorageContext context = new StorageContext(
        invocation.clock(), StorageMetrics.NONE, values.get(StorageSettings.DATA_DIR));
    Terminal terminal = invocation.terminal();
    boolean works = choice.isLogService()
        ? stepByStep(choice, context, values.get(TIMEOUT), terminal)
        : asAWhole(choice, context, values.get(TIMEOUT), terminal);
    terminal.out().println(works ? "The storage can be used." : "The storage can't be used yet.");
    return works ? ExitStatus.OK : ExitStatus.FAILED;
  }

  private static boolean stepByStep(
      StorageChoice choice, StorageContext context, Duration timeout, Terminal terminal) {
    return StorageCheck.run(
            choice.id(), choice.settings(), context, timeout, step -> print(step, terminal))
        .stream()
        .noneMatch(step -> step.result() == Result.FAILED);
  }

  private static boolean asAWhole(
      StorageChoice choice, StorageContext context, Duration timeout, Terminal terminal) {
    try (TraceStorage storage = choice.open(context)) {
      storage.prepare(timeout);
      Health health = storage.check();
      print(
          health.up()
              ? CheckStep.ok(choice.id(), health.detail())
              : CheckStep.failed(choice.id(), health.detail(), ""),
          terminal);
      return health.up();
    } catch (StorageException failure) {
      print(CheckStep.failed(choice.id(), String.valueOf(failure.getMessage()), ""), terminal);
      return false;
    }
  }

  private static void print(CheckStep step, Terminal terminal) {
    String result = step.result().name().toLowerCase(Locale.ROOT);
    terminal
        .out()
        .println(String.format(Locale.ROOT, "%-8s %-12s %s", result, step.name(), step.detail()));
    if (!step.fix().isEmpty()) {
      terminal.out().println("                      → " + step.fix());
    }
  }
}
