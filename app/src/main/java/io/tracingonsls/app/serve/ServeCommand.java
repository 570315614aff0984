// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.Command;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.log.Logging;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.app.storage.StorageSettings;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A command that runs servers until the process is told to stop. */
public final class ServeCommand implements Command {
  private final String name;
  private final String summary;
  private final List<String> examples;
  private final Set<Role> roles;
  private final Setting<?> admin;

  private ServeCommand(
      String name, String summary, Set<Role> roles, int adminPort, List<String> examples) {
    this.name = name;
    this.summary = summary;
    this.roles = roles;
    this.examples = examples;
    this.admin = CommonSettings.ADMIN.withDefault(":" + adminPort);
  }

  /** All of them, in the order of the help text. */
  public static List<Command> all() {
    return List.of(
        new ServeCommand(
            "all-in-one",
            "Run collector, query server and local Log Service in one process",
            EnumSet.of(Role.LOG_SERVICE, Role.COLLECTOR, Role.QUERY),
            14_269,
            List.of(
                "all-in-one",
                "all-in-one --demo",
                "all-in-one --data-dir /var/lib/tracing --listen-host 0.0.0.0",
                "all-in-one --port-offset 1000")),
        new ServeCommand(
            "collector",
            "Take spans and write them to Log Service",
            EnumSet.of(Role.COLLECTOR),
            14_269,
            List.of(
                "collector --data-dir data",
                "collector --span-storage.type aliyun-log --aliyun-log.endpoint cn-hangzhou.log.aliyuncs.com"
                    + " --aliyun-log.project my-traces --aliyun-log.access-key-id-file id"
                    + " --aliyun-log.access-key-secret-file secret",
                "collector --config-file collector.yaml")),
        new ServeCommand(
            "query",
            "Answer Jaeger's query API from Log Service and show the web UI",
            EnumSet.of(Role.QUERY),
            16_687,
            List.of(
                "query --data-dir data", "query --query.base-path /jaeger --listen-host 0.0.0.0")),
        new ServeCommand(
            "log-service",
            "Run a local Log Service",
            EnumSet.of(Role.LOG_SERVICE),
            12_691,
            List.of("log-service --data-dir data", "log-service --log-service.http.host-port :0")),
        new ServeCommand(
            "remote-storage",
            "Let an upstream Jaeger use Log Service as its storage",
            EnumSet.of(Role.REMOTE_STORAGE),
            17_270,
            List.of(
                "remote-storage --data-dir data",
                "remote-storage --remote-storage.grpc.host-port 0.0.0.0:17271")),
        new ServeCommand(
            "agent",
            "Take spans over UDP and forward them to collectors",
            EnumSet.of(Role.AGENT),
            14_271,
            List.of(
                "agent --reporter.grpc.host-port collector-1:14250,collector-2:14250",
                "agent --listen-host 0.0.0.0"
                    + " --reporter.grpc.host-port dns:///tracing-collector-headless:14250")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String summary() {
    return summary;
  }

  @Override
  public List<String> examples() {
    return examples;
  }

  @Override
  public List<Setting<?>> settings(StorageProviders providers) {
    List<Setting<?>> settings = new ArrayList<>();
    settings.add(CommonSettings.LISTEN_HOST);
    settings.add(CommonSettings.PORT_OFFSET);
    if (roles.contains(Role.COLLECTOR)) {
      settings.addAll(CollectorPart.flags(allInOne()).addresses().values());
    }
    if (roles.contains(Role.QUERY)) {
      settings.add(QueryFlags.HTTP);
      settings.add(QueryFlags.GRPC);
    }
    if (roles.contains(Role.REMOTE_STORAGE)) {
      settings.add(RemoteStoragePart.GRPC);
    }
    if (roles.contains(Role.LOG_SERVICE)) {
      settings.add(LogServiceFlags.HTTP);
    }
    if (roles.contains(Role.AGENT)) {
      settings.addAll(AgentPart.addresses());
    }
    settings.add(admin);
    settings.addAll(CommonSettings.ofAdminPort());
    settings.addAll(behaviour());
    if (usesStorage()) {
      settings.addAll(StorageSettings.all(providers));
    } else if (roles.contains(Role.LOG_SERVICE)) {
      settings.add(StorageSettings.DATA_DIR);
    }
    settings.addAll(CommonSettings.everywhere());
    return settings;
  }

  private List<Setting<?>> behaviour() {
    List<Setting<?>> settings = new ArrayList<>();
    if (roles.contains(Role.COLLECTOR)) {
      settings.addAll(CollectorPart.others(allInOne()));
    }
    if (roles.contains(Role.QUERY)) {
      settings.addAll(QueryFlags.all());
      if (!roles.contains(Role.COLLECTOR)) {
        settings.addAll(QueryFlags.tenancy());
      }
    }
    if (roles.contains(Role.REMOTE_STORAGE)) {
      settings.addAll(RemoteStoragePart.others());
      settings.addAll(QueryFlags.tenancy());
    }
    if (roles.contains(Role.LOG_SERVICE)) {
      settings.addAll(LogServiceFlags.all());
    }
    if (roles.contains(Role.AGENT)) {
      settings.addAll(AgentPart.others());
    }
    if (allInOne()) {
      settings.addAll(DemoFlags.all());
    }
    return settings;
  }

  private boolean allInOne() {
    return roles.size() > 1;
  }

  private boolean usesStorage() {
    return Role.useStorage(roles);
  }

  @Override
  public int run(Invocation invocation) throws Exception {
    SettingValues values = invocation.values();
    Logging.apply(values.get(CommonSettings.LOG_LEVEL), values.get(CommonSettings.LOG_ENCODING));
    StopSignal signal = StopSignal.install();
    Listeners listeners = new Listeners(values);
    try (ServerProcess process = new ServerProcess(invocation, listeners)) {
      new ServerStart(process, roles, name).run();
      signal.await();
      invocation.terminal().err().println("tracing-on-sls: stopping");
    } catch (ListenException taken) {
      throw listeners.refused(taken);
    }
    return ExitStatus.OK;
  }
}
