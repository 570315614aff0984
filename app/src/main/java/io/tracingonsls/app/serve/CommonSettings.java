// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingType;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.server.tls.TlsFlags;
import java.util.ArrayList;
import java.util.List;

/** Settings that every command or every server has. */
public final class CommonSettings {
  /** Where listeners bind. */
  public static final Setting<String> LISTEN_HOST = Setting.text("listen-host", "127.0.0.1")
      .group("Listeners")
      .describe(
          "Address to bind where a listener's own flag names no host; 0.0.0.0 for all addresses.");

  /** Moves all listeners. */
  public static final Setting<Integer> PORT_OFFSET = Setting.integer("port-offset", 0)
      .group("Listeners")
      .describe(
          "Added to every port, so that a second instance can run beside the first; port 0 stays 0.");

  /** Health and metrics. */
  public static final Setting<HostPort> ADMIN = Setting.hostPort("admin.http.host-port", ":14269")
      .group("Listeners")
      .describe(
          "Health at /, /livez and /readyz, Prometheus metrics at /metrics, version at /version.");

  /** TLS of the admin port. */
  static final TlsFlags ADMIN_TLS = new TlsFlags("admin.http");

  /** Where metrics are. */
  static final Setting<String> METRICS_ROUTE = Setting.text("metrics-http-route", "/metrics")
      .group("Listeners")
      .describe("Path of the Prometheus metrics on the admin port.");

  private static final Setting<String> METRICS_BACKEND = Setting.of(
          "metrics-backend", SettingType.oneOf("prometheus"), "prometheus")
      .group("Listeners")
      .describe("Accepted for Jaeger's sake: metrics are Prometheus'.");

  /** Least severe lines to log. */
  public static final Setting<String> LOG_LEVEL = Setting.of(
          "log-level", SettingType.oneOf("debug", "info", "warn", "error"), "info")
      .group("Logging")
      .describe("Least severe lines that are logged.");

  /** Form of log lines. */
  public static final Setting<String> LOG_ENCODING = Setting.of(
          "log-encoding", SettingType.oneOf("console", "json"), "console")
      .group("Logging")
      .describe(
          "Form of log lines on standard error: console for people, json for machines, one object a line.");

  private CommonSettings() {}

  /** Those of the admin port but its address. */
  static List<Setting<?>> ofAdminPort() {
    List<Setting<?>> settings = new ArrayList<>(ADMIN_TLS.all());
    settings.add(METRICS_ROUTE);
    settings.add(METRICS_BACKEND);
    return settings;
  }

  /** Those of every command. */
  public static List<Setting<?>> everywhere() {
    return List.of(SettingsReader.CONFIG_FILE, LOG_LEVEL, LOG_ENCODING);
  }
}
