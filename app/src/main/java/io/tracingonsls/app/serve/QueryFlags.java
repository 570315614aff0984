// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.query.serve.ExplorableLogstore;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFlags;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.tls.TlsFlags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  static final Setting<String> FRAME_ANCESTORS = Setting.text("query.frame-ancestors", "'none'")
      .group(GROUP)
      .describe("Who may show the UI in a frame, as in a Content-Security-Policy.");
  static final Setting<List<String>> LOGSTORES = Setting.list("query.logstores", "")
      .group(GROUP)
      .describe(
          "Logstores besides the span Logstore that /api/logs and the UI's explore page may read, each as name or"
              + " name:field with the field that holds the trace's id.");
  static final Setting<Integer> MAX_TRACES = Setting.integer("query.max-traces", 1_500)
      .group(GROUP)
      .describe("Most traces that a search gives, whatever limit it names.");
  static final Setting<Duration> TIMEOUT = Setting.duration("query.timeout", "30s")
      .group(GROUP)
      .describe("Time after which a query is given up.");
  static final Setting<Integer> MAX_RUNNING = Setting.integer("query.max-running", 16)
      .group(GROUP)
      .describe("Queries that read at the same time.");
  static final Setting<Integer> MAX_WAITING = Setting.integer("query.max-waiting", 64)
      .group(GROUP)
      .describe("Queries that wait for their turn; further ones are answered with 429.");
  static final Setting<String> PROXY_HEADER = Setting.text("query.auth.proxy-header", "")
      .group(GROUP)
      .describe(
          "Let in requests that a proxy has checked: the header in which it names the user, such as X-Forwarded-User.");
  static final Setting<List<String>> PROXY_ADDRESSES = Setting.list(
          "query.auth.proxy-addresses", "")
      .group(GROUP)
      .describe(
          "Addresses of that proxy, as 10.0.0.7 or 10.0.0.0/8; from elsewhere the header means nothing.");
  static final Setting<Boolean> BEARER_PROPAGATION = Setting.bool(
          "query.bearer-token-propagation", false)
      .group(GROUP)
      .describe("Whether a plug-in storage gets the bearer tokens of requests; not a login.");
  static final AuthFlags AUTH = new AuthFlags("query", GROUP);
  static final TlsFlags HTTP_TLS = new TlsFlags("query.http", GROUP);
  static final TlsFlags GRPC_TLS = new TlsFlags("query.grpc", GROUP);
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

  /** Flags of Jaeger's query server that have nothing to decide here; its users' command lines go on working. */
  private static final List<Setting<?>> IGNORED = List.of(
      Setting.bool("query.log-static-assets-access", false)
          .group(GROUP)
          .ignore("requests are counted, not logged."),
      Setting.bool("query.enable-tracing", false)
          .group(GROUP)
          .ignore("the server does not trace itself."));

  /** The Logstores that {@link #LOGSTORES} names. */
  static List<ExplorableLogstore> logstores(SettingValues values) {
    try {
      return ExplorableLogstore.parse(values.get(LOGSTORES));
    } catch (IllegalArgumentException bad) {
      throw new UsageException("--query." + bad.getMessage());
    }
  }

  static List<Setting<?>> all() {
    List<Setting<?>> settings = new ArrayList<>(List.of(
        BASE_PATH,
        STATIC_FILES,
        UI_CONFIG,
        ADDITIONAL_HEADERS,
        MAX_CLOCK_SKEW,
        FRAME_ANCESTORS,
        LOGSTORES,
        MAX_TRACES,
        TIMEOUT,
        MAX_RUNNING,
        MAX_WAITING,
        PROXY_HEADER,
        PROXY_ADDRESSES,
        BEARER_PROPAGATION));
    settings.addAll(IGNORED);
    settings.addAll(AUTH.all());
    settings.addAll(HTTP_TLS.all());
    settings.addAll(GRPC_TLS.all());
    return settings;
  }

  static List<Setting<?>> tenancy() {
    return List.of(TENANCY, TENANT_HEADER, TENANTS);
  }
}
