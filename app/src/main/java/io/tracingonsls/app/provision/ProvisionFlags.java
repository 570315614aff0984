// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.provision;

import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import io.tracingonsls.storage.sls.console.AlertSettings;
import io.tracingonsls.storage.sls.console.ConsoleLanguage;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import java.time.Duration;
import java.util.List;

/** The settings of the command {@code provision}. */
final class ProvisionFlags {
  private static final String GROUP = "Provision";

  static final Setting<Boolean> DRY_RUN = Setting.bool("dry-run", false)
      .group(GROUP)
      .describe(
          "Make nothing: print all of it as JSON, with what is there already marked as present.");
  static final Setting<Duration> TIMEOUT = Setting.duration("timeout", "2m")
      .group(GROUP)
      .describe("Longest wait until a new project, Logstore and index can be used.");
  private static final Setting<Boolean> DASHBOARD =
      Setting.bool("dashboard", true).group(GROUP).describe("Make the dashboard for Istio.");
  private static final Setting<Boolean> SEARCHES =
      Setting.bool("saved-searches", true).group(GROUP).describe("Make the saved searches.");
  private static final Setting<Boolean> ALERTS = Setting.bool("alerts", false)
      .group(GROUP)
      .describe("Make the alerts: error rate, 99th percentile of latency, no spans at all.");
  private static final Setting<Double> ERROR_PERCENT = Setting.number("alert-error-percent", 5)
      .group(GROUP)
      .describe("Share of failed requests of one service in five minutes that alerts.");
  private static final Setting<Duration> P99 = Setting.duration("alert-p99", "1s")
      .group(GROUP)
      .describe("99th percentile of the latency of one service in five minutes that alerts.");
  private static final Setting<Duration> NO_DATA = Setting.duration("alert-no-data", "15m")
      .group(GROUP)
      .describe("How long no span may arrive before it alerts, in whole minutes up to 24h.");
  private static final Setting<String> ACTION_POLICY = Setting.text(
          "alert-action-policy", "sls.builtin")
      .group(GROUP)
      .describe(
          "Id of the action policy in Log Service that decides who is told; sls.builtin is its built-in one.");
  private static final Setting<String> LANGUAGE = Setting.of(
          "dashboard-language", SettingType.oneOf("en", "zh"), "en")
      .group(GROUP)
      .describe("Language of titles and descriptions: en or zh.");

  private ProvisionFlags() {}

  static List<Setting<?>> all() {
    return List.of(
        DRY_RUN,
        DASHBOARD,
        SEARCHES,
        ALERTS,
        ERROR_PERCENT,
        P99,
        NO_DATA,
        ACTION_POLICY,
        LANGUAGE,
        TIMEOUT);
  }

  static ConsoleSettings console(SettingValues values) {
    return new ConsoleSettings(
        values.get(DASHBOARD),
        values.get(SEARCHES),
        values.get(ALERTS) ? alerts(values) : null,
        values.get(LANGUAGE).equals(ConsoleLanguage.CHINESE.text())
            ? ConsoleLanguage.CHINESE
            : ConsoleLanguage.ENGLISH);
  }

  private static AlertSettings alerts(SettingValues values) {
    Duration silence = values.get(NO_DATA);
    check(
        silence.toSeconds() % 60 == 0 && silence.toMinutes() >= 1 && silence.toMinutes() <= 1440,
        "alert-no-data: " + silence.toSeconds() + "s (expected: whole minutes from 1m to 24h)");
    double percent = values.get(ERROR_PERCENT);
    check(
        percent > 0 && percent <= 100,
        "alert-error-percent: " + percent + " (expected: above 0, up to 100)");
    long p99Millis = values.get(P99).toMillis();
    check(p99Millis > 0, "alert-p99: " + p99Millis + "ms (expected: at least 1ms)");
    return new AlertSettings(
        percent, p99Millis, (int) silence.toMinutes(), values.get(ACTION_POLICY));
  }

  private static void check(boolean valid, String problem) {
    if (!valid) {
      throw new SettingsException(List.of("--" + problem));
    }
  }
}
