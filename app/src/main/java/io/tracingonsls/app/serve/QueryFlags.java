// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.settings.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Settings of the query server, by Jaeger's names. */
final class QueryFlags {
  private static final String GROUP = "Query";

  static final Setting<HostPort> HTTP = Setting.hostPort("query.http-server.host-port", ":16686")
      .group("Listeners")
      .describe("Query API and web UI.");
  static final Setting<HostPort> GRPC = Setting.hostPort("query.grpc-server.host-port", ":16685")
      .group("Listeners")
      .describe("Query API over gRPC.");
  static final Setting<String> BASE_PATH = Setting.text("query.base-path", "/")
      .group(GROUP)
      .describe("Prefix of all paths of the query server, for example /jaeger.");
  static final Setting<Path> STATIC_FILES = Setting.file("query.static-files", "")
      .group(GROUP)
      .describe("Directory with a build of the web UI; empty: the built-in one.");
  static final Setting<Path> UI_CONFIG = Setting.file("query.ui-config", "")
      .group(GROUP)
      .describe("The UI's configuration, a .json or .js file.");
  static final Setting<List<String>> ADDITIONAL_HEADERS = Setting.list(
          "query.additional-headers", "")
      .group(GROUP)
      .describe("Headers added to every answer, each as 'Name: value'; may be repeated.");
  static final Setting<Duration> MAX_CLOCK_SKEW = Setting.duration(
          "query.max-clock-skew-adjustment", "0s")
      .group(GROUP)
      .describe(
          "Farthest that a span is moved to undo clock skew between hosts; 0s moves nothing.");
  static final Setting<Boolean> TENANCY = Setting.bool("multi-tenancy.enabled", false)
      .group("Tenancy")
      .describe("Whether requests must name a tenant.");
  static final Setting<String> TENANT_HEADER = Setting.text("multi-tenancy.header", "x-tenant")
      .group("Tenancy")
      .describe("Header that names the tenant.");
  static final Setting<List<String>> TENANTS = Setting.list("multi-tenancy.tenants", "")
      .group("Tenancy")
      .describe("Tenants that are accepted; empty: any.");

  private QueryFlags() {}

  static List<Setting<?>> all() {
    return List.of(BASE_PATH, STATIC_FILES, UI_CONFIG, ADDITIONAL_HEADERS, MAX_CLOCK_SKEW);
  }

  static List<Setting<?>> tenancy() {
    return List.of(TENANCY, TENANT_HEADER, TENANTS);
  }
}
