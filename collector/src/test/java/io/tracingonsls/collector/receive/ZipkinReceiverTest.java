// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipkinReceiverTest {
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(writer, settings());

  private static CollectorSettings.Builder settings() {
    return CollectorFixture.settings()
        .listen(
            ReceiverKind.ZIPKIN,
            new ListenerSettings(
                new HostPort("127.0.0.1", 0),
                null,
                AuthFiles.NONE,
                List.of("http://*.good.example"),
                List.of()));
  }

  @AfterEach
  void stop() {
    collector.close();
    assertThat(collector.accountsAddUp()).isTrue();
  }

  private static String span(String traceId, String rest) {
    return "[{\"traceId\":\"" + traceId
        + "\",\"id\":\"000000000000000a\",\"name\":\"n\",\"timestamp\":1" + rest + "}]";
  }

  private HttpResponse<String> post(String path, String body, String contentType) {
    return collector.post(
        ReceiverKind.ZIPKIN, path, body.getBytes(UTF_8), "Content-Type", contentType);
  }

  @ParameterizedTest
  @CsvSource({
    "xyz, 400",
    "0123456789012345678901234567890123456789, 400",
    "0000000000000000, 400",
    "00000000000000000000000000000000, 400",
    "000000000000000a, 202",
    "0000000000000000000000000000000A, 202",
  })
  void checksTraceIds(String traceId, int status) {
    assertThat(post("/api/v2/spans", span(traceId, ""), "application/json").statusCode())
        .isEqualTo(status);
  }

  @Test
  void takesTagsOfAnyScalarType() {
    String tags = ",\"tags\":{\"a\":1,\"b\":true,\"c\":\"text\"}";
    assertThat(post("/api/v2/spans", span("a", tags), "application/json").statusCode())
        .isEqualTo(202);
    assertThat(writer.spanCount()).isEqualTo(1);
  }

  @Test
  void answersEmptyRequests() {
    assertThat(post("/api/v2/spans", "[]", "application/json").statusCode()).isEqualTo(202);
    assertThat(post("/api/v2/spans", "", "application/json").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/spans", "[]", "text/whatever").statusCode()).isEqualTo(202);
  }

  @Test
  void refusesOneFormatSentAsAnother() {
    assertThat(post("/api/v2/spans", span("a", ""), "application/x-protobuf").statusCode())
        .isEqualTo(400);
    assertThat(post("/api/v1/spans", span("a", ""), "application/x-thrift").statusCode())
        .isEqualTo(400);
    byte[] hugeList = {12, 127, -1, -1, -1};
    assertThat(collector
            .post(
                ReceiverKind.ZIPKIN,
                "/api/v1/spans",
                hugeList,
                "Content-Type",
                "application/x-thrift")
            .statusCode())
        .isEqualTo(400);
  }

  @Test
  void answers503_whenStorageIsAway() {
    writer.failWith(StorageError.UNAVAILABLE);
    HttpResponse<String> answer = post("/api/v2/spans", span("a", ""), "application/json");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void knowsTheRoutesOfZipkinOnly() {
    assertThat(collector.get(ReceiverKind.ZIPKIN, "/health").statusCode()).isEqualTo(200);
    assertThat(collector.get(ReceiverKind.ZIPKIN, "/api/v2/spans").statusCode()).isEqualTo(405);
    assertThat(post("/api/v3/spans", "[]", "application/json").statusCode()).isEqualTo(404);
  }

  @Test
  void letsScriptsOfListedOriginsSend() {
    HttpRequest.Builder preflight = HttpRequest.newBuilder(
            collector.uri(ReceiverKind.ZIPKIN, "/api/v2/spans"))
        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> good = collector.send(
        preflight, "Origin", "http://a.good.example", "Access-Control-Request-Method", "POST");
    assertThat(good.statusCode()).isEqualTo(204);
    assertThat(good.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("http://a.good.example");
    HttpResponse<String> evil = collector.send(
        HttpRequest.newBuilder(collector.uri(ReceiverKind.ZIPKIN, "/health")),
        "Origin",
        "http://evil/a.good.example");
    assertThat(evil.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
