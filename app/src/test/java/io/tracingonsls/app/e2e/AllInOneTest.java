// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.ConstSampler;
import io.jaegertracing.thrift.internal.senders.HttpSender;
import io.opentracing.Span;
import io.opentracing.tag.Tags;
import io.tracingonsls.testing.payload.GoldenQuery;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process, real clients, every legacy endpoint. */
class AllInOneTest {
  @TempDir
  private static Path dir;

  private static ProgramProcess program;
  private static JaegerApi api;
  private static String collector;

  @BeforeAll
  static void start() throws Exception {
    program = ProgramProcess.startServer(
        dir,
        Ports.anyFree(
            "all-in-one",
            "--data-dir",
            "data",
            "--aliyun-log.console-url=https://console.example.com",
            "--query.logstores=app-log:trace_id"));
    collector = program.url("Send spans");
    api = new JaegerApi(collector, program.url("Look at traces"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @Test
  void unmodifiedJaegerClient_isSeenOnEveryEndpoint() throws Exception {
    String traceId = sendWithJaegerClient("shop-e2e");
    api.eventually(
        "/api/services", json -> JaegerApi.texts(json.path("data")).contains("shop-e2e"));
    assertThat(JaegerApi.texts(api.json("/api/services/shop-e2e/operations").path("data")))
        .containsExactly("buy", "pay");
    JsonNode clients =
        api.json("/api/operations?service=shop-e2e&spanKind=client").path("data");
    assertThat(clients)
        .singleElement()
        .asString()
        .isEqualTo("{\"name\":\"pay\",\"spanKind\":\"client\"}");
    JsonNode trace = api.json("/api/traces/" + traceId).path("data").get(0);
    assertThat(trace.path("traceID").asText()).isEqualTo(traceId);
    assertThat(trace.path("spans")).hasSize(2);
    assertThat(trace.path("processes").findValuesAsText("serviceName")).containsOnly("shop-e2e");
    assertThat(api.json("/api/traces?traceID=" + traceId).path("data")).hasSize(1);
    for (String search : List.of(
        "service=shop-e2e",
        "service=shop-e2e&operation=pay",
        "service=shop-e2e&tags=" + JaegerApi.encoded("{\"customer\":\"żółw \\\"7\\\"\"}"),
        "service=shop-e2e&tag=error:true",
        "service=shop-e2e&minDuration=1us&maxDuration=1h",
        "service=shop-e2e&limit=1&lookback=1h")) {
      assertThat(api.json("/api/traces?" + search).path("data")).as(search).hasSize(1);
    }
    assertThat(api.json("/api/traces?service=shop-e2e&operation=other").path("data"))
        .isEmpty();
  }

  @Test
  void rawThriftBatch_isAcceptedAndFound() throws Exception {
    assertThat(api.post(GoldenQuery.batches().get(0))).isEqualTo(202);
    long base = GoldenQuery.baseMicros();
    String window = "&start=" + (base - 3_600_000_000L) + "&end=" + (base + 86_400_000_000L);
    JsonNode found = api.eventually(
        "/api/traces?limit=10" + window, json -> json.path("data").size() == 1);
    assertThat(found.path("data").get(0).path("spans")).isNotEmpty();
  }

  @Test
  void unknownTrace_isJaegersAnswer() throws Exception {
    HttpResponse<String> answer = api.get("/api/traces/123456789abcdef");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("trace not found", "\"data\":null");
  }

  @Test
  void notThrift_isRefused() throws Exception {
    assertThat(api.post("not a batch".getBytes(StandardCharsets.UTF_8))).isEqualTo(400);
  }

  private static String sendWithJaegerClient(String service) throws Exception {
    HttpSender sender = new HttpSender.Builder(collector + "/api/traces").build();
    RemoteReporter reporter = new RemoteReporter.Builder().withSender(sender).build();
    try (JaegerTracer tracer = new JaegerTracer.Builder(service)
        .withReporter(reporter)
        .withSampler(new ConstSampler(true))
        .withTraceId128Bit()
        .build()) {
      Span buy =
          tracer.buildSpan("buy").withTag(Tags.SPAN_KIND, Tags.SPAN_KIND_SERVER).start();
      Span pay = tracer
          .buildSpan("pay")
          .asChildOf(buy)
          .withTag(Tags.SPAN_KIND, Tags.SPAN_KIND_CLIENT)
          .withTag("customer", "żółw \"7\"")
          .withTag("error", true)
          .start();
      pay.log(Map.of("event", "declined", "attempt", 3));
      pay.finish();
      buy.finish();
      return buy.context().toTraceId();
    }
  }

  @Test
  void ownAdditions_reachTheProgram() throws Exception {
    String page = api.get("/").body();
    assertThat(page)
        .contains("\"consoleLinks\":true")
        .contains("\"logstores\":[{\"name\":\"app-log\",\"traceField\":\"trace_id\"}]");
    assertThat(
            api.json("/api/console/traces?service=a").path("data").path("url").asText())
        .startsWith(
            "https://console.example.com/lognext/project/tracing-local/logsearch/jaeger-span?");
    // The flag of the query server is enough: the storage is asked, and has no such Logstore.
    assertThat(api.get("/api/logs?logstore=app-log").body()).contains("LogStoreNotExist");
    assertThat(api.get("/api/logs?logstore=other").statusCode()).isEqualTo(400);
  }
}
