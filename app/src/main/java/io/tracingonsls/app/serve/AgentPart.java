// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.collector.CollectorRuntime;
import io.tracingonsls.collector.forward.Agent;
import io.tracingonsls.collector.forward.AgentFlags;
import io.tracingonsls.collector.forward.AgentSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.server.settings.Setting;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Starts an agent: the UDP side of a collector on every machine. */
final class AgentPart {
  private static final AgentFlags FLAGS = new AgentFlags();

  private AgentPart() {}

  static Collection<Setting<HostPort>> addresses() {
    return FLAGS.addresses().values();
  }

  /** The listeners that are not switched off. */
  static Map<ReceiverKind, Setting<HostPort>> wanted(ServerProcess process) {
    Map<ReceiverKind, Setting<HostPort>> addresses = FLAGS.addresses();
    addresses.values().removeIf(setting -> !process.listeners().wanted(setting));
    return addresses;
  }

  static List<Setting<?>> others() {
    return FLAGS.others();
  }

  static Agent start(ServerProcess process) throws IOException {
    Map<String, String> environment = process.invocation().environment();
    AgentSettings settings =
        FLAGS.settings(process.values(), wanted(process).keySet(), process::address, environment);
    if (settings.collectors().exposesToken()) {
      process
          .invocation()
          .terminal()
          .err()
          .println("tracing-on-sls: the bearer token goes to the collectors in plain text"
              + " (expected: --reporter.grpc.tls.enabled, or a mesh that encrypts)");
    }
    EventLoops loops = process.add("network threads", EventLoops.create("agent-io", 0));
    CollectorRuntime runtime =
        new CollectorRuntime(process.registry(), loops, CollectorPart.hostName(environment));
    return process.add("agent", Agent.start(settings, runtime));
  }
}
