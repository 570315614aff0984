// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTest {
  private final CompletableFuture<HttpResponse> later = new CompletableFuture<>();
  private final CompletableFuture<Void> inWork = new CompletableFuture<>();
  private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
  private ExecutorService executor;
  private HttpServer server;

  @BeforeEach
  void start() {
    executor = Executors.newFixedThreadPool(2);
    server = HttpServer.builder("test", new HostPort("127.0.0.1", 0), router())
        .limits(HttpLimits.defaults().withBodyBytes(100_000, 200_000))
        .build()
        .start();
  }

  private Router router() {
    return Router.builder()
        .post(
            "/echo",
            request ->
                done(HttpResponse.bytes(200, "application/octet-stream", request.bodyBytes())))
        .post(
            "/decoded",
            new DecodedBody(request -> done(HttpResponse.text(200, text(request))), 200_000))
        .get("/items/{id}", request -> done(HttpResponse.text(200, request.pathParameter("id"))))
        .get(
            "/host", request -> done(HttpResponse.text(200, request.host() + " " + request.path())))
        .get("/later", this::later)
        .get(
            "/fails",
            request -> CompletableFuture.failedStage(new IllegalStateException("secret detail")))
        .get(
            "/large",
            request ->
                done(HttpResponse.bytes(200, "text/plain", new byte[300_000]).compressible()))
        .get(
            "/stream",
            request ->
                done(HttpResponse.stream(200, "text/plain", out -> writeLines(out, 200_000))))
        .get(
            "/short",
            request -> done(HttpResponse.stream(200, "text/plain", out -> writeLines(out, 3))))
        .get(
            "/breaks",
            request -> done(HttpResponse.stream(200, "text/plain", HttpServerTest::breaks)))
        .get(
            "/blocking",
            new BlockingHandler(executor, request -> HttpResponse.text(200, "from a thread")))
        .build();
  }

  private CompletableFuture<HttpResponse> later(HttpRequest request) {
    inWork.complete(null);
    request.onAbandoned(() -> abandoned.complete(null));
    return later;
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private static String text(HttpRequest request) {
    return new String(request.bodyBytes(), StandardCharsets.UTF_8);
  }

  private static void writeLines(java.io.OutputStream out, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(("line " + i + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void breaks(java.io.OutputStream out) throws IOException {
    out.write(new byte[100_000]);
    throw new IllegalStateException("half way");
  }

  @AfterEach
  void stop() {
    server.close();
    executor.shutdownNow();
  }

  private RawClient client() throws IOException {
    return new RawClient(server.port());
  }

  @Test
  void answersSeveralRequestsOnOneConnection() throws IOException {
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(client.receive().text()).isEqualTo("hello");
      }
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 3000; i++) {
      all.append("GET /items/").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    try (RawClient client = client()) {
      client.send(all.toString());
      for (int i = 0; i < 3000; i++) {
        assertThat(client.receive().text()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void readsChunkedBodies() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("abcde");
    }
  }

  @Test
  void takesAbsoluteTargets() throws IOException {
    try (RawClient client = client()) {
      client.send("GET http://project.endpoint:80/host?a=b HTTP/1.1\r\nHost: proxy\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("project.endpoint:80 /host");
    }
  }

  @Test
  void asksForTheBody_whenTheClientExpectsIt() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.head()).startsWith("HTTP/1.1 100 ");
      client.send("ok");
      assertThat(client.receive().text()).isEqualTo("ok");
    }
  }

  @Test
  void refusesWithoutReading_whenTheExpectedBodyIsTooLarge() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100001\r\nExpect: 100-continue\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void deliversTheRefusal_whileTheClientStillSends() throws IOException {
    try (RawClient client = client()) {
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n");
      client.send(new byte[1_000_000]);
      assertThat(client.receive().status()).isEqualTo(413);
    }
  }

  @Test
  void answersHeadWithoutBody() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "HEAD /items/12345 HTTP/1.1\r\nHost: x\r\n\r\nGET /items/1 HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.head()).contains("content-length: 5");
      assertThat(client.receive().text()).isEqualTo("1");
    }
  }

  @Test
  void hidesDetails_whenAHandlerFails() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /fails HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Answer answer = client.receive();
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).isEqualTo("internal server error\n");
    }
  }

  @Test
  void compressesLargeAnswers_whenAcceptedOnly() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br, gzip;q=0.5\r\n\r\n");
      RawClient.Answer answer = client.receive();
      assertThat(answer.head())
          .containsIgnoringCase("content-encoding: gzip")
          .contains("Vary: Accept-Encoding");
      byte[] plain =
          new GZIPInputStream(new java.io.ByteArrayInputStream(answer.body())).readAllBytes();
      assertThat(plain).hasSize(300_000);
      client.send("GET /large HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip;q=0\r\n\r\n");
      assertThat(client.receive().body()).hasSize(300_000);
    }
  }

  @Test
  void streamsLongAnswersInChunks() throws IOException {
    try (RawClient client = client()) {
      client.send(
          "GET /stream HTTP/1.1\r\nHost: x\r\n\r\nGET /items/1 HTTP/1.1\r\nHost: x\r\n\r\n");
      RawClient.Answer answer = client.receive();
      assertThat(answer.head()).contains("transfer-encoding: chunked");
      assertThat(answer.text()).startsWith("line 0\n").endsWith("line 199999\n");
      assertThat(client.receive().text()).isEqualTo("1");
    }
  }

  @Test
  void sendsShortStreamsWithTheirLength() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /short HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.receive().head()).contains("content-length: 21");
    }
  }

  @Test
  void cutsTheConnection_whenAStreamBreaks() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /breaks HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
    }
  }

  @Test
  void endsHttp10AnswersByClosing() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /stream HTTP/1.0\r\n\r\n");
      String all = new String(client.in().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(all)
          .contains("connection: close\r\n")
          .endsWith("line 199999\n")
          .doesNotContain("chunked");
    }
  }

  @Test
  void runsBlockingHandlersOnTheirExecutor() throws IOException {
    try (RawClient client = client()) {
      client.send("GET /blocking HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("from a thread");
    }
  }

  @Test
  void noticesThatTheClientLeft() throws Exception {
    try (RawClient client = client()) {
      client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    abandoned.get(10, java.util.concurrent.TimeUnit.SECONDS);
  }

  @Test
  void finishesRequestsInWork_whenClosed() throws Exception {
    try (RawClient client = client()) {
      client.send("GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
      inWork.get(10, java.util.concurrent.TimeUnit.SECONDS);
      CompletableFuture<Void> closed = server.closeAsync(Duration.ofSeconds(30));
      later.complete(HttpResponse.text(200, "in time"));
      RawClient.Answer answer = client.receive();
      assertThat(answer.text()).isEqualTo("in time");
      assertThat(answer.head()).contains("connection: close");
      closed.get(10, java.util.concurrent.TimeUnit.SECONDS);
    }
  }

  @Test
  void namesTheAddress_whenThePortIsTaken() {
    HostPort taken = server.boundAddress();
    try (HttpServer second =
        HttpServer.builder("second", taken, Router.builder().build()).build()) {
      assertThatThrownBy(second::start)
          .isInstanceOfSatisfying(
              ListenException.class, e -> assertThat(e.address()).isEqualTo(taken))
          .hasMessageContaining("second: cannot listen on " + taken);
    }
  }

  @Test
  void leavesEncodedBodiesAlone_unlessTheRouteDecodes() throws IOException {
    byte[] gzip = Gzip.compress("plain text".getBytes(StandardCharsets.UTF_8));
    try (RawClient client = client()) {
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: "
          + gzip.length + "\r\n\r\n");
      client.send(gzip);
      assertThat(client.receive().body()).isEqualTo(gzip);
      client.send("POST /decoded HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: "
          + gzip.length + "\r\n\r\n");
      client.send(gzip);
      assertThat(client.receive().text()).isEqualTo("plain text");
    }
  }

  @Test
  void refusesBombs() throws IOException {
    byte[] zeros = new byte[50_000_000];
    Arrays.fill(zeros, (byte) '0');
    byte[] bomb = Gzip.compress(zeros);
    try (RawClient client = client()) {
      client.send("POST /decoded HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: "
          + bomb.length + "\r\n\r\n");
      client.send(bomb);
      assertThat(client.receive().status()).isEqualTo(413);
    }
    Eventually.assertThat(() -> server.inFlightBytes() == 0);
  }
}
