// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.lifecycle.Health;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminRoutesTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-02T03:04:05.120Z"));
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final HttpClient client = HttpClient.newHttpClient();
  private Health health;
  private HttpServer server;

  @BeforeEach
  void start() {
    Clock clock = new Clock() {
      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
    health = new Health(clock);
    AdminRoutes routes = new AdminRoutes(health, registry, new BuildInfo("abc", "v0.1.0", ""))
        .part("storage", () -> new AdminRoutes.PartStatus(false, "no answer"));
    server = HttpServer.builder("admin", new HostPort("127.0.0.1", 0), routes.router())
        .build()
        .start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void tellsHealthOnEveryUnknownPath() throws Exception {
    HttpResponse<String> down = get("/");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body())
        .isEqualTo(
            "{\"status\":\"Server not available\",\"upSince\":\"0001-01-01T00:00:00Z\",\"uptime\":\"\"}");
    health.ready();
    now.set(now.get().plus(Duration.ofMillis(94_040)));
    HttpResponse<String> up = get("/health/anything");
    assertThat(up.statusCode()).isEqualTo(200);
    assertThat(up.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(up.body())
        .isEqualTo(
            "{\"status\":\"Server available\",\"upSince\":\"2026-01-02T03:04:05.12Z\",\"uptime\":\"1m34.04s\"}");
    health.unavailable();
    assertThat(get("/").statusCode()).isEqualTo(503);
  }

  @Test
  void missingAction_isNotTakenForHealth() throws Exception {
    health.ready();
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/purge");
    HttpRequest post =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()).build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void showsMetricsVersionAndParts() throws Exception {
    Counter.builder().name("some_requests_total").help("h").register(registry).inc();
    assertThat(get("/metrics").body()).contains("some_requests_total 1.0");
    HttpResponse<String> version = get("/version");
    assertThat(version.body())
        .isEqualTo("{\"gitCommit\":\"abc\",\"gitVersion\":\"v0.1.0\",\"buildDate\":\"\"}");
    assertThat(version.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/status").body())
        .contains("\"storage\":{\"up\":false,\"detail\":\"no answer\"}");
  }

  @Test
  void printsTimesAsGoDoes() {
    assertThat(GoText.duration(Duration.ZERO)).isEqualTo("0s");
    assertThat(GoText.duration(Duration.ofNanos(1500))).isEqualTo("1.5µs");
    assertThat(GoText.duration(Duration.ofNanos(12_250_000))).isEqualTo("12.25ms");
    assertThat(GoText.duration(Duration.ofHours(1))).isEqualTo("1h0m0s");
    assertThat(GoText.duration(Duration.ofMillis(90_061_001))).isEqualTo("25h1m1.001s");
  }
}
