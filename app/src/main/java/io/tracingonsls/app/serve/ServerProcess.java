// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.ProgramVersion;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.storage.ReadMetrics;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.admin.AdminRoutes;
import io.tracingonsls.server.admin.BuildInfo;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.lifecycle.Health;
import io.tracingonsls.server.lifecycle.Lifecycle;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the parts of one server process share: settings, addresses, metrics, health, and the order of starting and stopping. */
final class ServerProcess implements AutoCloseable {
  private final Invocation invocation;
  private final Listeners listeners;
  private final Lifecycle lifecycle = new Lifecycle();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Health health;
  private final AdminRoutes admin;
  private @Nullable ReadMetrics readMetrics;

  ServerProcess(Invocation invocation, Listeners listeners) {
    this.invocation = invocation;
    this.listeners = listeners;
    this.health = new Health(invocation.clock());
    ProgramVersion version = ProgramVersion.current();
    this.admin = new AdminRoutes(
        health, registry, new BuildInfo(version.commit(), "v" + version.version(), ""));
  }

  SettingValues values() {
    return invocation.values();
  }

  Invocation invocation() {
    return invocation;
  }

  Clock clock() {
    return invocation.clock();
  }

  PrometheusRegistry registry() {
    return registry;
  }

  /** Of the storages of this process, which share their names; made when the first is opened. */
  ReadMetrics readMetrics() {
    ReadMetrics known = readMetrics;
    if (known == null) {
      known = new ReadMetrics(registry);
      readMetrics = known;
    }
    return known;
  }

  AdminRoutes admin() {
    return admin;
  }

  HostPort address(Setting<HostPort> setting) {
    return listeners.address(setting);
  }

  Listeners listeners() {
    return listeners;
  }

  /** Takes over a part that works; it is closed before those added earlier. */
  <T extends AutoCloseable> T add(String name, T part) {
    return lifecycle.add(name, part);
  }

  /** Opens the admin port and says that the process is ready; everything else must be open by now. */
  HttpServer startAdmin() throws IOException {
    String route = values().get(CommonSettings.METRICS_ROUTE);
    if (!route.startsWith("/") || route.length() < 2) {
      throw new UsageException("--metrics-http-route: " + route + " (expected: /path)");
    }
    HttpServer.Builder builder = HttpServer.builder(
            "admin", address(CommonSettings.ADMIN), admin.metricsAt(route).router())
        .clock(clock());
    TlsFiles files = CommonSettings.ADMIN_TLS.read(values());
    if (files != null) {
      builder.tls(add("TLS of the admin port", ServerTls.load(files))::context);
    }
    HttpServer server = builder.build().start();
    add("admin port", server);
    add("readiness", health::unavailable);
    health.ready();
    return server;
  }

  @Override
  public void close() {
    lifecycle.close();
  }
}
