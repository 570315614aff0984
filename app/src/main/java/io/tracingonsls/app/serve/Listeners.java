// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.Terminal;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where each listener of a command binds, after {@code --listen-host} and {@code --port-offset}; and whose flag a taken port belongs to. */
final class Listeners {
  /** Flags of UDP ports, by Jaeger's names. */
  private static final String DATAGRAM_PREFIX = "processor.";

  private final SettingValues values;
  private final String host;
  private final int offset;
  private final Map<Setting<HostPort>, HostPort> addresses = new LinkedHashMap<>();

  Listeners(SettingValues values) {
    this.values = values;
    this.host = values.get(CommonSettings.LISTEN_HOST);
    this.offset = values.get(CommonSettings.PORT_OFFSET);
  }

  /** The address of a listener; asking is what makes the listener one of this process. */
  HostPort address(Setting<HostPort> setting) {
    return addresses.computeIfAbsent(setting, this::resolve);
  }

  /** Whether a listener that may be switched off is wanted. */
  boolean wanted(Setting<HostPort> setting) {
    return !values.texts().getOrDefault(setting.name(), "").isBlank();
  }

  /** A port that is not bound here but moves with the offset. */
  int moved(int port) {
    return port == 0 ? 0 : port + offset;
  }

  private HostPort resolve(Setting<HostPort> setting) {
    String text = values.texts().getOrDefault(setting.name(), "");
    HostPort written = HostPort.parse(text, host);
    int port = moved(written.port());
    if (port < 0 || port > 65_535) {
      throw new UsageException("--port-offset: " + offset + " moves --" + setting.name()
          + " to port " + port + " (expected: a port from 1 to 65535)");
    }
    return written.withPort(port);
  }

  /**
   * Tries to bind every address and lets go again, so that a taken port is found before anything is opened.
   *
   * @throws UsageException naming port and flag of the first that is taken
   */
  void checkFree() {
    addresses.forEach((setting, address) -> {
      InetSocketAddress socketAddress = address.toSocketAddress();
      if (socketAddress.isUnresolved()) {
        throw new UsageException("--" + setting.name() + ": " + address
            + ": unknown host (expected: an address of this machine)");
      }
      try {
        if (setting.name().startsWith(DATAGRAM_PREFIX)) {
          new DatagramSocket(socketAddress).close();
        } else {
          bindOnce(socketAddress);
        }
      } catch (IOException taken) {
        throw refused(setting, address, taken);
      }
    });
  }

  private static void bindOnce(InetSocketAddress address) throws IOException {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(address, 1);
    }
  }

  /** Says once which listeners can be reached from other machines in plain text. */
  void warnIfPublic(Terminal terminal) {
    StringBuilder open = new StringBuilder();
    addresses.forEach((setting, address) -> {
      InetSocketAddress socketAddress = address.toSocketAddress();
      if (!socketAddress.getAddress().isLoopbackAddress()) {
        open.append(open.isEmpty() ? "" : ", ").append(address);
      }
    });
    if (!open.isEmpty()) {
      terminal
          .err()
          .println("tracing-on-sls: reachable from other machines, in plain text: " + open);
    }
  }

  /** The same for a port that was taken between the check and the start. */
  UsageException refused(ListenException failure) {
    return addresses.entrySet().stream()
        .filter(entry -> entry.getValue().equals(failure.address()))
        .findFirst()
        .map(entry -> refused(entry.getKey(), entry.getValue(), failure))
        .orElseGet(() -> new UsageException(String.valueOf(failure.getMessage())));
  }

  private static UsageException refused(
      Setting<HostPort> setting, HostPort address, Exception cause) {
    return new UsageException(
        "port " + address.port() + " on " + address.host() + " can't be used: "
            + cause.getMessage() + " (choose another with --" + setting.name()
            + ", or move all with --port-offset)");
  }
}
