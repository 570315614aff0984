// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.server.http.HttpHandler;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.server.lifecycle.Health;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The routes of an admin port: {@code /metrics}, {@code /version}, {@code /livez}, {@code /status}; every other path that is read is
 * the health check, as with Jaeger. Storage trouble shows in {@code /status} only: it must not take the process out of
 * service.
 */
public final class AdminRoutes {
  private static final HttpResponse NO_ACTION = HttpResponse.text(404, "no such action\n");
  private static final String GO_ZERO_TIME = "0001-01-01T00:00:00Z";

  /**
   * How one part is doing.
   *
   * @param detail one line for people, without secrets
   */
  public record PartStatus(boolean up, String detail) {}

  private final Health health;
  private final PrometheusRegistry registry;
  private final ObjectMapper json = new ObjectMapper();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Map<String, Supplier<PartStatus>> parts = new LinkedHashMap<>();
  private final Map<String, HttpHandler> posts = new LinkedHashMap<>();
  private final byte[] version;
  private String metricsPath = "/metrics";

  /** The routes for one process; add parts before {@link #router}. */
  public AdminRoutes(Health health, PrometheusRegistry registry, BuildInfo build) {
    this.health = health;
    this.registry = registry;
    ObjectNode node = json.createObjectNode();
    node.put("gitCommit", build.gitCommit());
    node.put("gitVersion", build.gitVersion());
    node.put("buildDate", build.buildDate());
    this.version = node.toString().getBytes(StandardCharsets.UTF_8);
    Gauge.builder()
        .name("jaeger_build_info")
        .help("1, with what was built as labels.")
        .labelNames("build_date", "revision", "version")
        .register(registry)
        .labelValues(build.buildDate(), build.gitCommit(), build.gitVersion())
        .set(1);
  }

  /** Shows a part in {@code /status}; the supplier must answer at once from what it knows. */
  public AdminRoutes part(String name, Supplier<PartStatus> status) {
    parts.put(name, status);
    return this;
  }

  /** Adds an action of this process. */
  public AdminRoutes post(String path, HttpHandler action) {
    posts.put(path, action);
    return this;
  }

  /** Moves the metrics to another path. */
  public AdminRoutes metricsAt(String path) {
    metricsPath = path;
    return this;
  }

  /** The routes. */
  public Router router() {
    Router.Builder router = Router.builder();
    posts.forEach(router::post);
    return router
        .get(metricsPath, request -> now(metrics(request)))
        .get(
            "/version",
            request -> now(HttpResponse.bytes(200, "text/plain; charset=utf-8", version)))
        .get("/livez", request -> now(HttpResponse.text(200, "ok\n")))
        .get("/status", request -> now(status()))
        .fallback(request -> now(isRead(request) ? health() : NO_ACTION))
        .build();
  }

  /** An action that this process does not have must not look as if it had been done. */
  private static boolean isRead(HttpRequest request) {
    return request.method().equals("GET") || request.method().equals("HEAD");
  }

  private static CompletionStage<HttpResponse> now(HttpResponse response) {
    return CompletableFuture.completedStage(response);
  }

  private HttpResponse metrics(HttpRequest request) {
    ExpositionFormatWriter writer = formats.findWriter(request.header("Accept"));
    return HttpResponse.stream(
            200, writer.getContentType(), out -> writer.write(out, registry.scrape()))
        .compressible();
  }

  private HttpResponse health() {
    Health.View view = health.view();
    ObjectNode node = json.createObjectNode();
    node.put("status", view.ready() ? "Server available" : "Server not available");
    node.put("upSince", view.upSince() == null ? GO_ZERO_TIME : GoText.instant(view.upSince()));
    node.put("uptime", view.ready() ? GoText.duration(view.uptime()) : "");
    return json(view.ready() ? 200 : 503, node);
  }

  private HttpResponse status() {
    Health.View view = health.view();
    ObjectNode node = json.createObjectNode();
    node.put("ready", view.ready());
    node.put("uptime", view.ready() ? GoText.duration(view.uptime()) : "");
    ObjectNode partsNode = node.putObject("parts");
    parts.forEach((name, supplier) -> {
      PartStatus part = supplier.get();
      partsNode.putObject(name).put("up", part.up()).put("detail", part.detail());
    });
    return json(200, node);
  }

  private static HttpResponse json(int status, ObjectNode node) {
    return HttpResponse.json(status, node.toString().getBytes(StandardCharsets.UTF_8));
  }
}
