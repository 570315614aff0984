// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverContext.UdpLimits;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.model.Attributes;
import java.util.Map;

/**
 * What an agent listens to and where it sends.
 *
 * @param listeners only kinds of {@link AgentFlags#KINDS}
 * @param udp limits by listener; those that are missing here have the defaults
 * @param tags added to the process of every span, after its own tags
 */
public record AgentSettings(
    Map<ReceiverKind, ListenerSettings> listeners,
    Map<ReceiverKind, UdpLimits> udp,
    CollectorTarget collectors,
    ForwardLimits forward,
    Attributes tags) {
  /** The retired agent's limits of a UDP port. */
  static final UdpLimits UDP_DEFAULTS = new UdpLimits(65_000, 1000);

  /** Copies the maps. */
  public AgentSettings {
    listeners = Map.copyOf(listeners);
    udp = Map.copyOf(udp);
  }

  UdpLimits udpOf(ReceiverKind kind) {
    return udp.getOrDefault(kind, UDP_DEFAULTS);
  }
}
