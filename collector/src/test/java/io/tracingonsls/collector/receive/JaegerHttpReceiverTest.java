// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JaegerHttpReceiverTest {
  private static final String THRIFT = "application/x-thrift";

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer, CollectorFixture.settings().queueBytes(400_000), ReceiverKind.JAEGER_HTTP);

  @AfterEach
  void closeAndCheckAccounts() {
    writer.release();
    CollectorFixture.eventually(collector::accountsAddUp);
    collector.close();
    assertThat(collector.accountsAddUp()).isTrue();
  }

  private HttpResponse<String> post(byte[] body, String contentType) {
    return collector.post(
        ReceiverKind.JAEGER_HTTP,
        "/api/traces?format=jaeger.thrift",
        body,
        "Content-Type",
        contentType);
  }

  private static byte[] batch(int spans) {
    return JaegerThrift.encodeBatch(TestSpans.resource("shop", spans));
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-thrift",
    "application/vnd.apache.thrift.binary",
    "application/x-thrift; charset=utf-8",
    "APPLICATION/X-THRIFT"
  })
  void answers202_whenStorageHasTheSpans(String contentType) {
    HttpResponse<String> answer = post(batch(3), contentType);
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).isEmpty();
    assertThat(writer.spanCount()).isEqualTo(3);
    assertThat(collector.spans(Outcome.STORED)).isEqualTo(3);
  }

  @Test
  void takesGzip_andLargeBodies() throws IOException {
    byte[] body = batch(200);
    HttpResponse<String> answer = collector.post(
        ReceiverKind.JAEGER_HTTP,
        "/api/traces",
        gzip(body),
        "Content-Type",
        THRIFT,
        "Content-Encoding",
        "gzip");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(post(batch(1200), THRIFT).statusCode()).isEqualTo(202);
    assertThat(writer.spanCount()).isEqualTo(1400);
  }

  @Test
  void answersWrongContentTypesInJaegersWords() {
    HttpResponse<String> none = collector.post(ReceiverKind.JAEGER_HTTP, "/api/traces", batch(1));
    assertThat(none.statusCode()).isEqualTo(400);
    assertThat(none.body()).isEqualTo("Cannot parse content type: mime: no media type\n");
    HttpResponse<String> other = post(batch(1), "text/plain; a=b");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).isEqualTo("Unsupported content type: text/plain\n");
    assertThat(post(batch(1), "text/<b>").body()).doesNotContain("<b>");
    assertThat(post(batch(1), "rubbish").statusCode()).isEqualTo(400);
    assertThat(writer.taken()).isEmpty();
  }

  @Test
  void refusesBodiesThatAreNotABatch() throws IOException {
    byte[] whole = batch(2);
    for (byte[] body : List.of(
        new byte[0],
        Arrays.copyOf(whole, whole.length - 30),
        new byte[] {1, 2, 3},
        new byte[70_000])) {
      HttpResponse<String> answer = post(body, THRIFT);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .startsWith("Unable to process request body: ")
          .endsWith("\n")
          .doesNotContain("Exception");
    }
    for (String coding : List.of("foo", "br", "gzip, gzip")) {
      assertThat(collector
              .post(
                  ReceiverKind.JAEGER_HTTP,
                  "/api/traces",
                  whole,
                  "Content-Type",
                  THRIFT,
                  "Content-Encoding",
                  coding)
              .statusCode())
          .isEqualTo(415);
    }
    byte[] bomb = gzip(new byte[100_000_000]);
    assertThat(collector
            .post(
                ReceiverKind.JAEGER_HTTP,
                "/api/traces",
                bomb,
                "Content-Type",
                THRIFT,
                "Content-Encoding",
                "gzip")
            .statusCode())
        .isEqualTo(413);
    assertThat(writer.taken()).isEmpty();
  }

  @Test
  void knowsNoOtherPathsAndMethods() {
    assertThat(collector.get(ReceiverKind.JAEGER_HTTP, "/api/traces").statusCode())
        .isEqualTo(405);
    assertThat(collector.get(ReceiverKind.JAEGER_HTTP, "/api/traces").body()).isEmpty();
    assertThat(collector.get(ReceiverKind.JAEGER_HTTP, "/other").statusCode()).isEqualTo(404);
  }

  @Test
  void answersSamplingQuestions() {
    HttpResponse<String> answer =
        collector.get(ReceiverKind.JAEGER_HTTP, "/api/sampling?service=x");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"strategyType\":\"PROBABILISTIC\",\"probabilisticSampling\":{\"samplingRate\":0.001}}");
    HttpResponse<String> twice =
        collector.get(ReceiverKind.JAEGER_HTTP, "/api/sampling?service=x&service=y");
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(twice.body()).isEqualTo("'service' parameter must be provided once\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = StorageError.class,
      names = {"UNAVAILABLE", "TIMED_OUT", "UNAUTHORIZED", "THROTTLED", "CLOSED"})
  void answers503WithRetryAfter_whenStorageCannotTakeThem(StorageError error) {
    writer.failWith(error);
    HttpResponse<String> answer = post(batch(5), THRIFT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).startsWith("Cannot submit Jaeger batch: ");
    assertThat(collector.spans(Outcome.DROPPED)).isEqualTo(5);
    writer.succeed();
    assertThat(post(batch(5), THRIFT).statusCode()).isEqualTo(202);
  }

  @Test
  void answers500And413_whenTryingAgainIsNoUse() {
    writer.failWith(StorageError.INTERNAL);
    assertThat(post(batch(1), THRIFT).statusCode()).isEqualTo(500);
    writer.failWith(StorageError.TOO_LARGE);
    assertThat(post(batch(1), THRIFT).statusCode()).isEqualTo(413);
  }

  @Test
  void answers503InTime_whenStorageHangs_andCountsALateReceipt() {
    writer.hang();
    HttpResponse<String> answer = post(batch(4), THRIFT);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(collector.collector().queuedSpans()).isEqualTo(4);
    writer.release();
    CollectorFixture.eventually(() -> collector.spans(Outcome.STORED) == 4);
    assertThat(collector.collector().queuedSpans()).isZero();
  }

  @Test
  void answers503AtOnce_whenTheQueueIsFull() throws Exception {
    writer.hang();
    CompletableFuture<HttpResponse<String>> first = CompletableFuture.supplyAsync(
        () -> post(batch(800), THRIFT), task -> new Thread(task).start());
    CollectorFixture.eventually(() -> collector.collector().queuedSpans() == 800);
    HttpResponse<String> refused = post(batch(800), THRIFT);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.body()).contains("queue is full");
    writer.release();
    assertThat(first.get(10, java.util.concurrent.TimeUnit.SECONDS).statusCode())
        .isEqualTo(202);
  }

  @Test
  void rejectsSpansWithoutIds_andKeepsTheOthers() {
    ResourceSpans spans = ResourceSpans.of(
        Resource.ofService("shop", Attributes.empty()),
        List.of(
            TestSpans.span(1).build(),
            TestSpans.span(2).traceId(TraceId.ZERO).build(),
            TestSpans.span(3).spanId(SpanId.ZERO).build()));
    assertThat(post(JaegerThrift.encodeBatch(spans), THRIFT).statusCode()).isEqualTo(202);
    assertThat(writer.spanCount()).isEqualTo(1);
    assertThat(collector.spans(Outcome.REJECTED)).isEqualTo(2);
  }

  @Test
  void acceptsAnEmptyBatch() {
    assertThat(post(batch(0), THRIFT).statusCode()).isEqualTo(202);
    assertThat(writer.taken()).isEmpty();
  }
}
