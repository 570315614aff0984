// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Setting;
import java.util.List;

/** Settings of the collector, by Jaeger's names. */
final class CollectorFlags {
  static final Setting<HostPort> HTTP = Setting.hostPort(
          "collector.http-server.host-port", ":14268")
      .group("Listeners")
      .describe("Jaeger Thrift batches over HTTP at /api/traces.");

  private CollectorFlags() {}

  static List<Setting<?>> listeners() {
    return List.of(HTTP);
  }

  static List<Setting<?>> all() {
    return List.of();
  }
}
