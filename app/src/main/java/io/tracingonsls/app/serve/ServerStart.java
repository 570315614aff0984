// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.tracingonsls.app.cli.ProgramVersion;
import io.tracingonsls.app.demo.DemoFeeder;
import io.tracingonsls.app.demo.DemoTraffic;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.collector.Collector;
import io.tracingonsls.collector.CollectorFlags;
import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.collector.forward.AgentFlags;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveFlags;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveSettings;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.query.serve.QueryServer;
import io.tracingonsls.query.serve.RemoteStorageServer;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Starts the parts that a command's roles need, each after those that it depends on, and prints where they are. */
final class ServerStart {
  private static final String STORAGE_LOGSTORES = "aliyun-log.query-logstores";
  private static final String TARGET = "aliyun-log.target";
  private static final String LOCAL = "local";

  private final ServerProcess process;
  private final Set<Role> roles;
  private final StartupScreen screen;
  private String collectorUrl = "";
  private String queryUrl = "";

  ServerStart(ServerProcess process, Set<Role> roles, String command) {
    this.process = process;
    this.roles = roles;
    this.screen = new StartupScreen(
        "tracing-on-sls " + ProgramVersion.current().version() + " " + command + " is ready");
  }

  void run() throws IOException {
    probePorts();
    LocalLogService logService =
        roles.contains(Role.LOG_SERVICE) ? LogServicePart.start(process) : null;
    if (Role.useStorage(roles)) {
      StorageChoice choice = choice(logService);
      startOnStorage(choice, StoragePart.open(process, choice));
    }
    if (roles.contains(Role.AGENT)) {
      AgentPart.start(process)
          .addresses()
          .forEach((kind, address) -> screen.place(kind.title(), address.toString()));
      screen.place("Collectors", AgentFlags.collectors(process.values()));
    }
    if (logService != null) {
      screen.place("Log Service", logService.target());
      screen.place("  endpoint for SDKs", logService.endpoint());
    }
    HttpServer admin = process.startAdmin();
    boolean secure = CommonSettings.ADMIN_TLS.read(process.values()) != null;
    screen.place("Health, metrics", url(secure ? "https" : "http", admin.boundAddress()));
    if (!roles.contains(Role.AGENT)) {
      Path data =
          process.values().get(StorageSettings.DATA_DIR).toAbsolutePath().normalize();
      screen.place("Data", data.toString());
    }
    if (!collectorUrl.isEmpty()) {
      screen.example(HelloBatch.commands(collectorUrl, queryUrl, process.clock()));
    }
    screen.print(process.invocation().terminal());
    // Looking up the JVM's beans takes a tenth of a second that no user should wait for.
    JvmMetrics.builder().register(process.registry());
  }

  private void probePorts() {
    if (roles.contains(Role.COLLECTOR)) {
      CollectorPart.wanted(process, allInOne()).values().forEach(process::address);
    }
    if (roles.contains(Role.QUERY)) {
      process.address(QueryFlags.HTTP);
      process.address(QueryFlags.GRPC);
    }
    if (roles.contains(Role.REMOTE_STORAGE)) {
      process.address(RemoteStoragePart.GRPC);
    }
    if (roles.contains(Role.LOG_SERVICE)) {
      process.address(LogServiceFlags.HTTP);
    }
    if (roles.contains(Role.AGENT)) {
      AgentPart.wanted(process).values().forEach(process::address);
    }
    process.address(CommonSettings.ADMIN);
    process.listeners().checkFree();
    process.listeners().warnIfPublic(process.invocation().terminal());
  }

  /** The local storage connects to the Log Service of this process, or to where its port has moved. */
  private StorageChoice choice(@Nullable LocalLogService logService) {
    SettingValues values = process.values();
    StorageChoice choice =
        withLogstores(StorageChoice.of(values, process.invocation().providers()));
    if (!choice.id().equals(LOCAL) || values.givenTexts().containsKey(TARGET)) {
      return choice;
    }
    return choice.with(
        TARGET,
        logService == null
            ? "http://127.0.0.1:" + process.listeners().moved(LogServiceFlags.DEFAULT_PORT)
            : logService.target());
  }

  /** What the query server may show, the storage may read. */
  private StorageChoice withLogstores(StorageChoice choice) {
    if (!roles.contains(Role.QUERY)) {
      return choice;
    }
    Set<String> names = new TreeSet<>();
    QueryFlags.logstores(process.values()).forEach(logstore -> names.add(logstore.name()));
    if (names.isEmpty()) {
      return choice;
    }
    String given = choice.settings().getOrDefault(STORAGE_LOGSTORES, "");
    return choice.with(
        STORAGE_LOGSTORES, String.join(",", names) + (given.isEmpty() ? "" : "," + given));
  }

  private void startOnStorage(StorageChoice choice, TraceStorage storage) throws IOException {
    if (roles.contains(Role.COLLECTOR)) {
      Collector collector = CollectorPart.start(process, allInOne(), storage);
      showReceivers(collector.addresses());
      if (allInOne() && process.values().get(DemoFlags.DEMO)) {
        startDemo(collector);
      }
    }
    if (roles.contains(Role.QUERY)) {
      QueryServer query =
          QueryPart.start(process, choice, storage, new HttpMetrics(process.registry()));
      queryUrl = url("http", process.address(QueryFlags.HTTP).withPort(query.httpPort()));
      screen.place("Look at traces", queryUrl);
      HostPort grpc = process.address(QueryFlags.GRPC).withPort(query.grpcPort());
      screen.place("  gRPC query API", grpc.toString());
    }
    if (roles.contains(Role.REMOTE_STORAGE)) {
      RemoteStorageServer remote = RemoteStoragePart.start(process, choice, storage);
      HostPort address = process.address(RemoteStoragePart.GRPC).withPort(remote.port());
      screen.place("Remote storage API", address.toString());
    }
  }

  private void showReceivers(Map<ReceiverKind, HostPort> addresses) {
    HostPort http = addresses.get(ReceiverKind.JAEGER_HTTP);
    if (http != null) {
      collectorUrl = url("http", http);
      screen.place("Send spans", collectorUrl + "/api/traces");
    }
    addresses.forEach((kind, address) -> {
      if (kind != ReceiverKind.JAEGER_HTTP) {
        screen.place("  " + kind.title(), address.toString());
      }
    });
    showSampling();
  }

  private void showSampling() {
    AdaptiveSettings adaptive = AdaptiveFlags.read(process.values());
    if (adaptive != null) {
      screen.place(
          "Sampling",
          "adaptive, " + adaptive.targetSamplesPerSecond() + " samples a second of each operation");
    } else if (!allInOne()) {
      double probability = process.values().get(CollectorFlags.defaultProbability());
      screen.place("Sampling", probability + " of the traces of services without a strategy");
    }
  }

  private boolean allInOne() {
    return roles.size() > 1;
  }

  private void startDemo(Collector collector) {
    SettingValues values = process.values();
    Origin origin = new Origin(SpanFormat.JAEGER, "demo", "");
    DemoFeeder feeder = new DemoFeeder(
        new DemoTraffic(values.get(DemoFlags.SEED)),
        batch -> collector.intake().submit(batch, origin),
        process.clock(),
        values.get(StorageSettings.DATA_DIR).resolve("demo").resolve("written-until"));
    process.add("demo traffic", feeder);
    feeder.start();
    screen.place("Demo traffic", "the last hour, then live");
  }

  private static String url(String scheme, HostPort address) {
    String host = address.host();
    boolean anywhere = host.equals("0.0.0.0") || host.equals("::");
    return scheme + "://" + (anywhere ? new HostPort("127.0.0.1", address.port()) : address);
  }
}
