// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Sensitive;
import io.tracingonsls.server.settings.Setting;
import java.util.List;

/** Settings of the local Log Service. */
final class LogServiceFlags {
  static final int DEFAULT_PORT = 12_690;
  private static final String GROUP = "Local Log Service";

  static final Setting<HostPort> HTTP = Setting.hostPort(
          "log-service.http.host-port", ":" + DEFAULT_PORT)
      .group("Listeners")
      .describe("Log Service's protocol.");
  static final Setting<String> ACCESS_KEY_ID = Setting.text("log-service.access-key-id", "")
      .group(GROUP)
      .describe(
          "Id of the key pair that requests must be signed with; empty: made at the first start and kept in the data directory.");
  static final Setting<Sensitive> ACCESS_KEY_SECRET =
      Setting.secret("log-service.access-key-secret").group(GROUP).describe("Secret of that pair.");

  private LogServiceFlags() {}

  static List<Setting<?>> all() {
    return List.of(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
  }
}
