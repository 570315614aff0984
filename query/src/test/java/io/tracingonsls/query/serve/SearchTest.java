// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.server.auth.TrustedProxy;
import io.tracingonsls.testing.generate.SeededTexts;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What we answer beyond Jaeger, and what the captured answers do not cover. */
class SearchTest {
  private ServedStorage served;

  @BeforeEach
  void start() {
    served = new ServedStorage(settings -> settings.lookback(Duration.ofDays(7)));
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static List<String> ids(RawHttp.Answer answer) throws IOException {
    List<String> ids = new ArrayList<>();
    JsonNode tree = NormalForm.JSON.readTree(answer.text());
    tree.path("data").forEach(trace -> ids.add(trace.path("traceID").asText()));
    tree.path("summaries").forEach(summary -> ids.add(summary.path("traceId").asText()));
    return ids;
  }

  private static String id(long value) {
    return String.format("%016x", value);
  }

  @Test
  void pages_coverEverythingOnceAndInOrder() throws IOException {
    for (int i = 1; i <= 25; i++) {
      served.writeTrace("svc", i, 2, 100 + i, Attributes.empty());
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      RawHttp.Answer page = served.get("/api/traces?service=svc&limit=10&after=" + token);
      seen.addAll(ids(page));
      token = page.header("Next-Page");
      // What arrives meanwhile is newer and does not move the pages.
      served.writeTrace("svc", 1_000 + pages++, 1, 1, Attributes.empty());
    } while (!token.isEmpty());

    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 25; i++) {
      expected.add(id(i));
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(pages).isEqualTo(3);
  }

  @Test
  void queryLanguage_asksWhatTagsCannot() throws IOException {
    served.writeTrace("a", 1, 1, 60, Attributes.of("http.status_code", AttributeValue.of(503L)));
    served.writeTrace("b", 2, 5, 61, Attributes.of("http.status_code", AttributeValue.of(200L)));
    served.writeTrace("c", 3, 9, 62, Attributes.of("x", AttributeValue.of("wild-card")));

    assertThat(ids(served.get("/api/traces?query=" + encoded("http.status_code >= 500"))))
        .containsExactly(id(1));
    assertThat(ids(served.get("/api/traces?query=" + encoded("service=a or x=wild*"))))
        .containsExactly(id(1), id(3));
    assertThat(ids(served.get("/api/traces?query=" + encoded("trace.spans>=5 and not exists(x)"))))
        .containsExactly(id(2));
    assertThat(ids(served.get("/api/v3/trace-summaries?query.query=" + encoded("trace.spans>4"))))
        .containsExactly("0000000000000000" + id(2), "0000000000000000" + id(3));
    assertThat(served.get("/api/traces?query=" + encoded("status=bad")).text())
        .contains("query: at character 8: expected one of unset, ok, error");
  }

  @Test
  void onlyMatching_hidesTheOtherSpans() throws IOException {
    served.writeTrace("svc", 1, 20, 60, Attributes.empty());
    JsonNode data = NormalForm.JSON
        .readTree(served.get("/api/traces?operation=op-3&onlyMatching=true").text())
        .path("data");
    assertThat(data).hasSize(1);
    assertThat(data.path(0).path("spans")).hasSize(2);
  }

  @Test
  void hostileValues_findExactlyTheirOwnTrace() throws IOException {
    List<String> texts = SeededTexts.HOSTILE;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      served.writeTrace("svc", i + 1, 1, 60 + i, Attributes.of("k", AttributeValue.of(text)));
    }
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text.indexOf('\0') >= 0 || text.length() > 10_000) {
        continue;
      }
      String tags = encoded(NormalForm.JSON.writeValueAsString(Map.of("k", text)));
      RawHttp.Answer answer = served.get("/api/traces?tags=" + tags);
      List<String> expected = new ArrayList<>();
      for (int j = 0; j < texts.size(); j++) {
        if (texts.get(j).equals(text)) {
          expected.add(id(j + 1));
        }
      }
      assertThat(ids(answer)).as(text).isEqualTo(expected);
      String quoted = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
      assertThat(ids(served.get("/api/traces?query=" + encoded("k=" + quoted))))
          .as(text)
          .isEqualTo(expected);
    }
  }

  @Test
  void search_isExportedAsAFile() throws IOException {
    served.writeTrace("svc,\"x\"", 1, 1, 60, Attributes.of("a", AttributeValue.of("=1+1")));
    served.writeTrace("=cmd()", 2, 2, 61, Attributes.empty());
    RawHttp.Answer csv = served.get("/api/export/traces?format=csv&query=" + encoded("a=*"));
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(csv.header("Content-Disposition")).isEqualTo("attachment; filename=\"traces.csv\"");
    assertThat(csv.text())
        .isEqualTo(
            "traceID,spanID,parentSpanID,service,operation,kind,status,startTime,startMicros,"
                + "durationMicros,attributes,resource,events\r\n"
                + "0000000000000001,0000000000000001,,\"svc,\"\"x\"\"\",op-0,,unset,2026-11-20T11:59:00Z,"
                + "1795175940000000,1000,\"{\"\"a\"\":\"\"=1+1\"\"}\",,0\r\n");
    assertThat(served.get("/api/export/traces?format=csv").text()).contains(",\"'=cmd()\",");
    assertThat(ids(served.get("/api/export/traces?limit=1"))).containsExactly(id(1));
    assertThat(ids(served.get("/api/export/traces?traceID=2"))).containsExactly(id(2));
    assertThat(served.get("/api/export/traces?format=xls").status()).isEqualTo(400);
  }

  @Test
  void unknownTrace_namesTheLookback() throws IOException {
    RawHttp.Answer answer = served.get("/api/traces/dead");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("Trace-Lookback")).isEqualTo("7d");
    assertThat(answer.text())
        .isEqualTo("{\"data\":null,\"total\":0,\"limit\":0,\"offset\":0,\"errors\":"
            + "[{\"code\":404,\"msg\":\"trace not found\"}]}\n");
  }

  @Test
  void archivedTrace_outlivesTheOriginal() throws IOException {
    served.writeTrace("svc", 1, 3, 60, Attributes.empty());
    RawHttp.Answer answer = RawHttp.send(served.port(), "POST", "/api/archive/1", Map.of(), "");
    assertThat(answer.text())
        .isEqualTo("{\"data\":[],\"total\":0,\"limit\":0,\"offset\":0,\"errors\":[]}");
    served.storage.memory.purge();
    assertThat(ids(served.get("/api/traces/1"))).containsExactly(id(1));
    assertThat(ids(served.get("/api/traces?traceID=1"))).containsExactly(id(1));
    assertThat(ids(served.get("/api/traces"))).isEmpty();
    assertThat(RawHttp.send(served.port(), "POST", "/api/archive/dead", Map.of(), "")
            .status())
        .isEqualTo(404);
  }

  @Test
  void monitorTab_getsItsEightAnswers() throws IOException {
    served.writeTrace("svc", 1, 30, 300, Attributes.of("span.kind", AttributeValue.of("server")));
    String common = "service=svc&endTs=" + ServedStorage.NOW.toEpochMilli()
        + "&lookback=3600000&ratePer=600000&spanKind=server&step=60000";
    for (String quantile : new String[] {"0.5", "0.75", "0.95"}) {
      assertThat(served
              .get("/api/metrics/latencies?" + common + "&quantile=" + quantile)
              .text())
          .startsWith("{\"name\":\"service_latencies\",\"type\":\"GAUGE\",\"help\":\"" + quantile
              + "th quantile latency, grouped by service\",\"metrics\":[{\"labels\":"
              + "[{\"name\":\"service_name\",\"value\":\"svc\"}],\"metricPoints\":[{\"gaugeValue\":"
              + "{\"doubleValue\":1},\"timestamp\":\"2026-11-20T11:5");
    }
    assertThat(served.get("/api/metrics/calls?" + common + "&quantile=0.95").text())
        .contains("\"service_call_rate\"", "\"doubleValue\":0.05}");
    assertThat(served.get("/api/metrics/errors?" + common).text())
        .contains("\"service_error_rate\"", "\"doubleValue\":0}");
    String grouped = common + "&groupByOperation=true";
    assertThat(
            served.get("/api/metrics/latencies?" + grouped + "&quantile=0.95").text())
        .contains(
            "service_operation_latencies",
            "{\"name\":\"operation\",\"value\":\"op-0\"}",
            "grouped by service & operation");
    assertThat(served.get("/api/metrics/calls?" + grouped).text())
        .contains("service_operation_call_rate");
    assertThat(served.get("/api/metrics/errors?" + grouped).text())
        .contains("service_operation_error_rate");
    assertThat(served.get("/api/metrics/calls?service=nosuch").text()).doesNotContain("metrics\":");
    assertThat(served.get("/api/metrics/minstep").text()).startsWith("{\"data\":1000,");
  }

  @Test
  void emptyStore_hasEmptyLists() throws IOException {
    assertThat(served.get("/api/services").text()).startsWith("{\"data\":null,\"total\":0");
    assertThat(served.get("/api/v3/services").text()).isEqualTo("{\"services\":[]}");
    assertThat(served.get("/api/v3/operations?service=x").text()).isEqualTo("{\"operations\":[]}");
    assertThat(served.get("/api/v3/trace-summaries").text()).isEqualTo("{\"summaries\":[]}");
    assertThat(served.get("/api/v3/trace-summaries?query.serviceName=x").status())
        .isEqualTo(200);
  }

  @Test
  void tenants_mustBeNamed() throws IOException {
    try (ServedStorage tenanted =
        new ServedStorage(settings -> settings.tenancy(new Tenancy("x-tenant", Set.of("acme"))))) {
      assertThat(tenanted.get("/").status()).isEqualTo(200);
      RawHttp.Answer missing = tenanted.get("/api/services");
      assertThat(missing.status()).isEqualTo(401);
      assertThat(missing.text()).isEqualTo("missing tenant header");
      assertThat(
              RawHttp.send(tenanted.port(), "GET", "/api/services", Map.of("X-Tenant", "evil"), "")
                  .text())
          .isEqualTo("unknown tenant");
      List<String> seen = new ArrayList<>();
      tenanted.storage.beforeRead = context -> seen.add(context.tenant());
      assertThat(
              RawHttp.send(tenanted.port(), "GET", "/api/services", Map.of("X-Tenant", "acme"), "")
                  .status())
          .isEqualTo(200);
      assertThat(RawHttp.send(tenanted.port(), "GET", "/api/traces", Map.of("X-Tenant", "acme"), "")
              .status())
          .isEqualTo(200);
      assertThat(seen).containsExactly("acme", "acme");
    }
  }

  @Test
  void authentication_guardsEveryPath(@TempDir Path directory) throws IOException {
    Path tokens =
        Files.writeString(directory.resolve("tokens"), "0123456789abcdef0123456789abcdef\n");
    try (ServedStorage guarded =
        new ServedStorage(settings -> settings.auth(new AuthFiles(null, tokens)))) {
      assertThat(guarded.get("/").status()).isEqualTo(401);
      assertThat(guarded.get("/").header("WWW-Authenticate")).startsWith("Bearer");
      assertThat(guarded.get("/api/services").status()).isEqualTo(401);
      assertThat(RawHttp.send(
                  guarded.port(),
                  "GET",
                  "/api/services",
                  Map.of("Authorization", "Bearer 0123456789abcdef0123456789abcdef"),
                  "")
              .status())
          .isEqualTo(200);
    }
  }

  @Test
  void trustedProxy_letsItsUsersIn() throws IOException {
    Map<String, String> alice = Map.of("X-User", "alice");
    try (ServedStorage guarded = new ServedStorage(
        settings -> settings.trustedProxy(TrustedProxy.of("X-User", List.of("127.0.0.0/8"))))) {
      assertThat(guarded.get("/api/services").status()).isEqualTo(401);
      assertThat(RawHttp.send(guarded.port(), "GET", "/api/services", alice, "").status())
          .isEqualTo(200);
    }
    try (ServedStorage elsewhere = new ServedStorage(
        settings -> settings.trustedProxy(TrustedProxy.of("X-User", List.of("10.0.0.0/8"))))) {
      assertThat(
              RawHttp.send(elsewhere.port(), "GET", "/api/services", alice, "").status())
          .isEqualTo(401);
    }
  }
}
