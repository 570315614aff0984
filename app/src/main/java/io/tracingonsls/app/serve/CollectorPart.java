// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.collector.Collector;
import io.tracingonsls.collector.CollectorFlags;
import io.tracingonsls.collector.CollectorRuntime;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.collector.forward.AgentFlags;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.RequestObserver;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which listeners a collector has in which command, and its start. */
final class CollectorPart {
  /** What an agent does for the processes on its machine. */
  private static final Set<ReceiverKind> OF_THE_AGENT = AgentFlags.KINDS;

  private CollectorPart() {}

  /** All-in-one also stands in for the agent, so it has the agent's UDP ports. */
  static Set<ReceiverKind> kinds(boolean allInOne) {
    Set<ReceiverKind> kinds = EnumSet.allOf(ReceiverKind.class);
    if (!allInOne) {
      kinds.removeAll(OF_THE_AGENT);
    }
    return kinds;
  }

  static CollectorFlags flags(boolean allInOne) {
    return new CollectorFlags(kinds(allInOne));
  }

  /** The listeners that are not switched off. */
  static Map<ReceiverKind, Setting<HostPort>> wanted(ServerProcess process, boolean allInOne) {
    Map<ReceiverKind, Setting<HostPort>> addresses = flags(allInOne).addresses();
    addresses
        .entrySet()
        .removeIf(listener -> !process.listeners().wanted(listener.getValue())
            || !CollectorFlags.offered(listener.getKey(), process.values()));
    return addresses;
  }

  /** All flags but the addresses; all-in-one samples everything. */
  static List<Setting<?>> others(boolean allInOne) {
    List<Setting<?>> settings = new ArrayList<>(flags(allInOne).others());
    if (allInOne) {
      settings.replaceAll(setting -> setting.equals(CollectorFlags.defaultProbability())
          ? CollectorFlags.defaultProbability().withDefault("1.0")
          : setting);
    }
    return settings;
  }

  static Collector start(ServerProcess process, boolean allInOne, TraceStorage storage)
      throws IOException {
    Map<String, String> environment = process.invocation().environment();
    CollectorSettings settings = flags(allInOne)
        .settings(
            process.values(), wanted(process, allInOne).keySet(), process::address, environment);
    EventLoops loops = process.add("network threads", EventLoops.create("collector-io", 0));
    CollectorRuntime runtime = new CollectorRuntime(
        process.registry(), loops, hostName(environment), RequestObserver.NONE, process.clock());
    return process.add("collector", Collector.start(settings, storage, runtime));
  }

  static String hostName(Map<String, String> environment) {
    String name = environment.getOrDefault("HOSTNAME", "");
    try {
      return name.isEmpty() ? InetAddress.getLocalHost().getHostName() : name;
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
