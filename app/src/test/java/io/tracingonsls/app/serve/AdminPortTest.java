// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.collector.CollectorFlags;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.settings.Setting;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.testing.tls.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jaeger's users may set about the port of health and metrics, and about OTLP as a whole. */
class AdminPortTest {
  @TempDir
  private Path dir;

  private static SettingValues values(String command, List<String> flags) {
    List<Setting<?>> settings = ServeCommand.all().stream()
        .filter(known -> known.name().equals(command))
        .findFirst()
        .orElseThrow()
        .settings(StorageProviders.find(List.of(), Map.of()));
    List<String> line = new ArrayList<>(flags);
    line.add("--admin.http.host-port=127.0.0.1:0");
    return SettingsReader.read(new SettingsCatalog(settings), line, Map.of());
  }

  private static ServerProcess process(List<String> flags) {
    SettingValues values = values("agent", flags);
    Invocation invocation = new Invocation(
        values,
        List.of(),
        StorageProviders.find(List.of(), Map.of()),
        Map.of(),
        new CapturedTerminal().terminal(),
        Clock.systemUTC());
    return new ServerProcess(invocation, new Listeners(values));
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void metrics_areWhereTheRouteSays() throws Exception {
    try (ServerProcess process = process(List.of("--metrics-http-route=/prometheus"))) {
      HttpServer admin = process.startAdmin();
      String url = "http://127.0.0.1:" + admin.port();
      HttpClient client = HttpClient.newHttpClient();
      assertThat(get(client, url + "/prometheus").body()).contains("jaeger_build_info{");
      assertThat(get(client, url + "/").body()).contains("Server available");
    }
  }

  @Test
  void routeThatIsNoPath_isAProblem() {
    try (ServerProcess process = process(List.of("--metrics-http-route=metrics"))) {
      assertThatThrownBy(process::startAdmin)
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("expected: /path");
    }
  }

  @Test
  void adminPort_servesTls() throws Exception {
    TestCertificate own = TestCertificate.create(dir, "admin", "EC");
    List<String> flags = List.of(
        "--admin.http.tls.enabled",
        "--admin.http.tls.cert=" + own.certificate(),
        "--admin.http.tls.key=" + own.key());
    try (ServerProcess process = process(flags)) {
      HttpServer admin = process.startAdmin();
      HttpClient client =
          HttpClient.newBuilder().sslContext(own.clientContext(null)).build();
      assertThat(get(client, "https://localhost:" + admin.port() + "/").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void otlp_canBeSwitchedOffAsAWhole() {
    SettingValues off = values("collector", List.of("--collector.otlp.enabled=false"));
    assertThat(CollectorFlags.offered(ReceiverKind.OTLP_GRPC, off)).isFalse();
    assertThat(CollectorFlags.offered(ReceiverKind.OTLP_HTTP, off)).isFalse();
    assertThat(CollectorFlags.offered(ReceiverKind.ZIPKIN, off)).isTrue();
    assertThat(CollectorFlags.offered(ReceiverKind.OTLP_HTTP, values("collector", List.of())))
        .isTrue();
  }
}
