// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.app.serve.ServeCommand;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Command lines of Jaeger 1.67 go on working: each of its flags is known under its name, but for those that belong to storages of Jaeger's. */
class JaegersFlagsTest {
  private static final String TLS =
      "enabled cert key client-ca cipher-suites min-version max-version reload-interval";

  private static final String EVERYWHERE =
      "admin.http.host-port config-file log-encoding log-level metrics-backend metrics-http-route";

  private static final Map<String, String> FLAGS =
      Map.of("collector", """
      collector.enable-span-size-metrics collector.grpc-server.host-port
      collector.grpc-server.max-connection-age collector.grpc-server.max-connection-age-grace
      collector.grpc-server.max-message-size collector.http-server.host-port
      collector.http-server.idle-timeout collector.http-server.read-header-timeout
      collector.http-server.read-timeout collector.num-workers collector.otlp.enabled
      collector.otlp.grpc.host-port collector.otlp.grpc.max-connection-age
      collector.otlp.grpc.max-connection-age-grace collector.otlp.grpc.max-message-size
      collector.otlp.http.cors.allowed-headers collector.otlp.http.cors.allowed-origins
      collector.otlp.http.host-port collector.otlp.http.idle-timeout
      collector.otlp.http.read-header-timeout collector.otlp.http.read-timeout
      collector.queue-size collector.queue-size-memory collector.tags
      collector.zipkin.cors.allowed-headers collector.zipkin.cors.allowed-origins
      collector.zipkin.host-port collector.zipkin.keep-alive
      multi-tenancy.enabled multi-tenancy.header multi-tenancy.tenants
      sampling.aggregation-buckets sampling.buckets-for-calculation sampling.calculation-interval
      sampling.default-sampling-probability sampling.delay sampling.delta-tolerance
      sampling.initial-sampling-probability sampling.min-samples-per-second
      sampling.min-sampling-probability sampling.strategies-file
      sampling.strategies-reload-interval sampling.strategies.bugfix-5270
      sampling.target-samples-per-second
      """, "query", """
      query.additional-headers query.base-path query.bearer-token-propagation query.enable-tracing
      query.grpc-server.host-port query.http-server.host-port query.log-static-assets-access
      query.max-clock-skew-adjustment query.static-files query.ui-config
      multi-tenancy.enabled multi-tenancy.header multi-tenancy.tenants
      """, "agent", """
      agent.tags http-server.host-port processor.jaeger-binary.server-host-port
      processor.jaeger-binary.server-max-packet-size processor.jaeger-binary.server-queue-size
      processor.jaeger-binary.server-socket-buffer-size processor.jaeger-binary.workers
      processor.jaeger-compact.server-host-port processor.jaeger-compact.server-max-packet-size
      processor.jaeger-compact.server-queue-size processor.jaeger-compact.server-socket-buffer-size
      processor.jaeger-compact.workers processor.zipkin-compact.server-host-port
      processor.zipkin-compact.server-max-packet-size processor.zipkin-compact.server-queue-size
      processor.zipkin-compact.server-socket-buffer-size processor.zipkin-compact.workers
      reporter.grpc.discovery.min-peers reporter.grpc.host-port reporter.grpc.retry.max
      reporter.grpc.tls reporter.grpc.tls.ca reporter.grpc.tls.cert reporter.grpc.tls.enabled
      reporter.grpc.tls.key reporter.grpc.tls.server-name reporter.grpc.tls.skip-host-verify
      reporter.type
      """);

  private static SettingsCatalog catalog(String command) {
    return new SettingsCatalog(ServeCommand.all().stream()
        .filter(known -> known.name().equals(command))
        .findFirst()
        .orElseThrow()
        .settings(StorageProviders.find(List.of(), Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "collector, admin.http collector.grpc collector.http collector.otlp.grpc collector.otlp.http collector.zipkin",
    "query, admin.http query.grpc query.http",
    "agent, admin.http"
  })
  void areAllKnown(String command, String tlsPrefixes) {
    Set<String> known = new TreeSet<>();
    for (Setting<?> setting : catalog(command).settings()) {
      known.add(setting.name());
      known.addAll(setting.aliases());
    }
    List<String> jaegers = new ArrayList<>(List.of(EVERYWHERE.split(" ", -1)));
    jaegers.addAll(List.of(FLAGS.getOrDefault(command, "").strip().split("\\s+", -1)));
    for (String prefix : tlsPrefixes.split(" ", -1)) {
      for (String flag : TLS.split(" ", -1)) {
        jaegers.add(prefix + ".tls." + flag);
      }
    }
    assertThat(known).containsAll(jaegers);
  }

  @ParameterizedTest
  @CsvSource({"collector", "query", "agent"})
  void canBeGivenAsJaegersDocumentationDoes(String command) {
    List<String> line = List.of(
        "--log-level=info", "--metrics-backend=prometheus", "--metrics-http-route=/metrics");
    assertThat(SettingsReader.read(catalog(command), line, Map.of()).givenTexts())
        .containsKeys("log-level", "metrics-backend", "metrics-http-route");
  }
}
