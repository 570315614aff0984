// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Program;
import io.tracingonsls.app.demo.DemoTraffic;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.sls.LocalProvider;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command against a local Log Service, and every query of what it makes over the demo's traffic. */
class ProvisionCommandTest {
  private static final long DAY = 86_400;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private static Path directory;

  private static LocalLogService service;
  private static ProtocolClient client;

  @BeforeAll
  static void start() throws Exception {
    service = LocalLogService.start(LocalLogServiceSettings.builder(directory.resolve("service"))
        .listen(new HostPort("127.0.0.1", 0))
        .build());
    client = new ProtocolClient(
        URI.create(service.target()),
        service.endpoint(),
        service.accessKey(),
        SignatureVersion.V1,
        "cn-local",
        Clock.systemUTC(),
        Duration.ofSeconds(30));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Map<String, String> settings(String project, String layout) {
    return Map.of(
        "aliyun-log.endpoint", service.endpoint(),
        "aliyun-log.target", service.target(),
        "aliyun-log.project", project,
        "aliyun-log.layout", layout,
        "aliyun-log.access-key-id", service.accessKey().id(),
        "aliyun-log.access-key-secret", service.accessKey().secret());
  }

  private static int run(CapturedTerminal terminal, String project, String layout, String... more) {
    return run(terminal, settings(project, layout), more);
  }

  private static int run(CapturedTerminal terminal, Map<String, String> settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("provision"));
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of(more));
    return new Program(
            List.of(new ProvisionCommand()), terminal.terminal(), Map.of(), Clock.systemUTC())
        .run(arguments);
  }

  private static int run(CapturedTerminal terminal, String project) {
    return run(terminal, project, "auto");
  }

  private static JsonNode get(String project, String path) throws Exception {
    return client.send(ProtocolRequest.of("GET", project, path)).json();
  }

  @Test
  void firstRun_createsAndSecondKeeps() {
    CapturedTerminal first = new CapturedTerminal();
    assertThat(run(first, "command-twice")).isEqualTo(ExitStatus.OK);
    assertThat(first.out().lines()).hasSize(9).allMatch(line -> line.startsWith("created "));
    assertThat(first.out()).contains("created  dashboard istio-tracing-jaeger-span");
    CapturedTerminal second = new CapturedTerminal();
    assertThat(run(second, "command-twice", "auto", "--alerts")).isEqualTo(ExitStatus.OK);
    assertThat(second.out().lines().filter(line -> line.startsWith("kept "))).hasSize(9);
    assertThat(second.out().lines().filter(line -> line.startsWith("created  alert ")))
        .hasSize(3);
    assertThat(first.out() + first.err() + second.out() + second.err())
        .doesNotContain(service.accessKey().secret());
  }

  @Test
  void dryRun_printsJsonAndMakesNothing() throws Exception {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(run(
            terminal, "command-dry", "auto", "--dry-run", "--alerts", "--dashboard-language=zh"))
        .isEqualTo(ExitStatus.OK);
    assertThat(terminal.err()).isEmpty();
    JsonNode plan = JSON.readTree(terminal.out());
    assertThat(plan.at("/dashboards/0/body/charts")).hasSize(16);
    assertThat(plan.at("/dashboards/0/body/displayName").asText()).contains("链路追踪");
    assertThat(plan.path("alerts")).hasSize(3);
    assertThat(plan.at("/project/state").asText()).isEqualTo("missing");
    assertThat(terminal.out()).doesNotContain(service.accessKey().secret());
    assertThat(get("command-dry", "/").path("errorCode").asText()).isEqualTo("ProjectNotExist");
  }

  @Test
  void wrongKey_isOneLineAndStatusOne() {
    CapturedTerminal terminal = new CapturedTerminal();
    Map<String, String> settings = new HashMap<>(settings("command-key", "auto"));
    settings.put("aliyun-log.access-key-id", "nobody");
    assertThat(run(terminal, settings)).isEqualTo(ExitStatus.FAILED);
    assertThat(terminal.err().lines()).hasSize(1).first().asString().contains("credentials");
  }

  @Test
  void noService_isNamedInOneLine() {
    CapturedTerminal terminal = new CapturedTerminal();
    Map<String, String> settings = new HashMap<>(settings("command-away", "auto"));
    settings.put("aliyun-log.target", "http://127.0.0.1:1");
    assertThat(run(terminal, settings, "--timeout=1s")).isEqualTo(ExitStatus.FAILED);
    assertThat(terminal.err().lines())
        .hasSize(1)
        .first()
        .asString()
        .endsWith("could not be reached (ConnectionRefused)");
  }

  @Test
  void wrongThreshold_isAUsageError() {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(run(terminal, "command-bad", "auto", "--alerts", "--alert-no-data=90s"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(terminal.err()).contains("--alert-no-data").contains("whole minutes");
  }

  /** Five minutes of traffic just now and as much a day ago, which the comparisons need. */
  private static void writeDemo(String project, String layout, long now) throws Exception {
    DemoTraffic traffic = new DemoTraffic(7);
    StorageContext context =
        new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, directory.resolve("unused"));
    List<CompletableFuture<?>> writes = new ArrayList<>();
    try (TraceStorage storage = new LocalProvider().open(settings(project, layout), context)) {
      storage.prepare(Duration.ofSeconds(30));
      for (long begin : List.of(now - DAY - 3000, now - 290)) {
        for (long second = begin; second < begin + 280; second++) {
          for (SpanBatch trace : traffic.startingIn(second)) {
            writes.add(storage
                .spanWriter()
                .write(trace, new WriteContext("", Deadline.after(Duration.ofSeconds(30))))
                .toCompletableFuture());
          }
        }
      }
      CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sls-trace", "jaeger-legacy"})
  void everyQuery_hasRowsOverDemoTraffic(String layout) throws Exception {
    String project = "charts-" + layout;
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(run(terminal, project, layout, "--alerts")).isEqualTo(ExitStatus.OK);
    long now = Clock.systemUTC().instant().getEpochSecond();
    writeDemo(project, layout, now);
    for (JsonNode chart : get(project, "/dashboards/istio-tracing-jaeger-span").path("charts")) {
      JsonNode search = chart.path("search");
      long seconds = Long.parseLong(search.path("start").asText().replaceAll("[-s]", ""));
      JsonNode rows = rows(project, search.path("query").asText(), now - seconds, now);
      assertThat(rows).as(chart.path("title").asText()).isNotEmpty();
      for (JsonNode row : rows) {
        assertThat(row.path("value").asText())
            .as("%s: %s", chart.path("title").asText(), row)
            .isNotIn("", "null", "NaN");
      }
    }
    for (JsonNode name : get(project, "/savedsearches").path("savedsearches")) {
      JsonNode search = get(project, "/savedsearches/" + name.asText());
      // The demo is seldom as slow as a second.
      String query = search.path("searchQuery").asText().replace("> 1000000", "> 1000");
      assertThat(rows(project, query, now - 2 * DAY, now)).as(name.asText()).isNotEmpty();
    }
    JsonNode alerts = get(project, "/jobs").path("results");
    assertThat(alerts).hasSize(3);
    for (JsonNode alert : alerts) {
      String query = alert.at("/configuration/queryList/0/query").asText();
      assertThat(rows(project, query, now - 900, now))
          .as(alert.path("name").asText())
          .isNotEmpty();
    }
  }

  private static JsonNode rows(String project, String query, long from, long to) throws Exception {
    ProtocolRequest request = ProtocolRequest.of("POST", project, "/logstores/jaeger-span/logs")
        .json(JSON.createObjectNode()
            .put("from", from)
            .put("to", to)
            .put("query", query)
            .toString());
    JsonNode answer = client.send(request).json();
    assertThat(answer.path("errorMessage").asText()).as(query).isEmpty();
    return answer.path("data");
  }
}
