// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.collector.receive.ReceiverContext.UdpLimits;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsException;
import java.util.List;

/** The retired agent's flags of one UDP port. */
final class ProcessorFlags {
  private static final int MOST_PACKETS = 1_000_000;

  private final Setting<Integer> packetBytes;
  private final Setting<Integer> queuePackets;
  private final Setting<Integer> socketBytes;
  private final Setting<Integer> workers;

  ProcessorFlags(ReceiverKind kind, String group) {
    String prefix = kind.flag().replace("server-host-port", "");
    packetBytes = Setting.integer(
            prefix + "server-max-packet-size", AgentSettings.UDP_DEFAULTS.maxPacketBytes())
        .group(group)
        .describe("Largest datagram in bytes.");
    queuePackets = Setting.integer(
            prefix + "server-queue-size", AgentSettings.UDP_DEFAULTS.queuePackets())
        .group(group)
        .describe("Datagrams that may be in work; further ones are dropped and counted.");
    socketBytes = Setting.integer(prefix + "server-socket-buffer-size", 0)
        .group(group)
        .describe("Bytes that the kernel is asked to hold; 0 means 4 MiB.");
    workers = Setting.integer(prefix + "workers", 10)
        .group(group)
        .ignore("all ports share their threads.");
  }

  List<Setting<?>> all() {
    return List.of(packetBytes, queuePackets, socketBytes, workers);
  }

  UdpLimits read(SettingValues values) {
    int packet = within(packetBytes, values, 1, 65_535);
    int queue = within(queuePackets, values, 1, MOST_PACKETS);
    int socket = within(socketBytes, values, 0, Integer.MAX_VALUE);
    return socket == 0 ? new UdpLimits(packet, queue) : new UdpLimits(packet, queue, socket);
  }

  private static int within(Setting<Integer> setting, SettingValues values, int least, int most) {
    int value = values.get(setting);
    if (value < least || value > most) {
      throw new SettingsException(List.of(
          "--" + setting.name() + ": " + value + " (expected: " + least + " to " + most + ")"));
    }
    return value;
  }
}
