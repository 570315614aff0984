// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.server.HostPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private final List<String> rejected = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() {
    Router router = Router.builder()
        .post(
            "/p",
            request -> done(HttpResponse.text(200, Integer.toString(request.bodyBytes().length))))
        .post("/decoded", new DecodedBody(request -> done(HttpResponse.empty(200)), 100_000))
        .get("/g/{id}", request -> done(HttpResponse.text(200, request.pathParameter("id"))))
        .get(
            "/q",
            request ->
                done(HttpResponse.text(200, String.valueOf(request.query().first("a")))))
        .get(
            "/files/{path...}",
            request -> done(HttpResponse.text(200, request.pathParameter("path"))))
        .get("/never", request -> new CompletableFuture<>())
        .build();
    HttpLimits limits = HttpLimits.defaults()
        .withBodyBytes(50_000, 100_000)
        .withInFlightBytes(120_000)
        .withConnections(50)
        .withTimeouts(
            Duration.ofMillis(300),
            Duration.ofMillis(300),
            Duration.ofMillis(600),
            Duration.ofMillis(400));
    server = HttpServer.builder("hostile", new HostPort("127.0.0.1", 0), router)
        .limits(limits)
        .observer(new RequestObserver() {
          @Override
          public void rejected(String reason) {
            rejected.add(reason);
          }
        })
        .build()
        .start();
  }

  private static CompletableFuture<HttpResponse> done(HttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  @AfterEach
  void stop() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET /g/still-alive HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.receive().text()).isEqualTo("still-alive");
    }
    Eventually.assertThat(() -> server.inFlightBytes() == 0);
    server.closeAsync(Duration.ZERO).join();
  }

  private RawClient.Answer ask(String text) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      return client.send(text).receive();
    }
  }

  private void assertRefused(String text, int status) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      RawClient.Answer answer = client.send(text).receive();
      assertThat(answer.status()).as(text).isEqualTo(status);
      assertThat(answer.text()).doesNotContain("Exception").doesNotContain("<script>");
      assertThat(answer.head()).contains("connection: close");
      assertThat(client.isClosedByServer()).as(text).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Content-Length: +5",
        "Content-Length: 0x5",
        "Content-Length: 5 5",
        "Content-Length: 99999999999999999999",
        "Content-Length: ",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5, 5",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding:\u000bchunked",
        "Content-Length : 5",
        " folded: x",
        "X\u0000: a",
        "X: a\u0000b",
        "X: a\nY: b",
        "no colon here",
        ": empty name",
        "Host: second",
      })
  void refusesHeadsThatCanBeReadInTwoWays(String header) throws IOException {
    assertRefused("POST /p HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\nhello", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000004\r\nabcd\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFF\r\nabcd\r\n0\r\n\r\n",
        "-1\r\nabcd\r\n0\r\n\r\n",
        "0x4\r\nabcd\r\n0\r\n\r\n",
        "4\nabcd\n0\n\n",
        "zz\r\nabcd\r\n0\r\n\r\n",
        "4;a=\"\n\"\r\nabcd\r\n0\r\n\r\n",
        "4\r\nabcdX\r\n0\r\n\r\n",
        "\r\nabcd\r\n0\r\n\r\n",
        "+4\r\nabcd\r\n0\r\n\r\n",
      })
  void refusesBadChunks(String body) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
      assertThat(client.receive().status()).as(body).isIn(400, 413);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void refusesBareLineFeedsInTheHead() throws IOException {
    assertRefused("GET /g/1 HTTP/1.1\nHost: x\n\n", 400);
    assertRefused("GET /g/1 HTTP/1.1\r\nHost: x\r\nA: b\n\r\n", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /g/1 HTTP/2.0", "GET /g/1 HTTP/1.2", "GET /g/1 HTTP/0.9", "PRI * HTTP/2.0"})
  void refusesOtherVersions(String line) throws IOException {
    assertThat(ask(line + "\r\nHost: x\r\n\r\n").status()).isIn(400, 505);
  }

  @Test
  void refusesRubbish() throws IOException {
    assertThat(ask("\u0016\u0003\u0001 TLS hello\r\n\r\n").status()).isEqualTo(400);
    assertThat(ask("GET\r\n\r\n").status()).isEqualTo(400);
    assertThat(ask("GE(T /g/1 HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(400);
    assertThat(ask("GET /g/1 HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
  }

  @Test
  void refusesConnect() throws IOException {
    assertThat(ask("CONNECT a.b:443 HTTP/1.1\r\nHost: a.b:443\r\n\r\n").status())
        .isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "/unknown, 404",
    "/g, 404",
    "/g/, 404",
    "//g/1, 404",
    "/g/1/, 404",
    "/G/1, 404",
    "/g/%zz, 400",
    "/g/%2, 400",
    "/g/%, 400",
    "/g/%00, 400",
    "/g/%ff, 400",
    "/g/%c0%af, 400",
    "/q?a=%zz, 400",
    "/p, 405",
    "*, 404",
    "ftp://x/g/1, 400",
    "http://user@x/g/1, 400",
    "http:///g/1, 400",
    "/files/../etc/passwd, 404",
    "/files/%2e%2e/etc/passwd, 404",
    "/files/a%2f..%2fb, 404",
    "/files/a%5cb, 404",
  })
  void answersStrangeTargets(String target, int status) throws IOException {
    assertThat(ask("GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n").status()).isEqualTo(status);
  }

  @Test
  void keepsAnEncodedSlashInsideItsSegment() throws IOException {
    assertThat(ask("GET /g/a%2Fb%20c+d HTTP/1.1\r\nHost: x\r\n\r\n").text()).isEqualTo("a/b c+d");
    assertThat(ask("GET /q?a=b+c%2B HTTP/1.1\r\nHost: x\r\n\r\n").text()).isEqualTo("b c+");
    assertThat(ask("GET /files/css/a.css HTTP/1.1\r\nHost: x\r\n\r\n").text())
        .isEqualTo("css/a.css");
  }

  @Test
  void namesTheAllowedMethods() throws IOException {
    RawClient.Answer answer = ask("PUT /g/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.head()).contains("Allow: GET");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void limitsTargetsAndHeaders() throws IOException {
    assertThat(ask("GET /g/" + "a".repeat(1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n")
            .status())
        .isEqualTo(414);
    assertThat(ask("GET /g/1 HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(100_000) + "\r\n\r\n")
            .status())
        .isEqualTo(431);
    assertThat(ask("GET /g/1 HTTP/1.1\r\nHost: x\r\n" + "X: a\r\n".repeat(20_000) + "\r\n")
            .status())
        .isEqualTo(431);
  }

  @Test
  void limitsBodies_announcedOrNot() throws IOException {
    assertThat(
            ask("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 50001\r\n\r\n").status())
        .isEqualTo(413);
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    assertThat(ask("POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunk.repeat(4))
            .status())
        .isEqualTo(413);
    assertThat(
            ask("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: something\r\n\r\nab")
                .status())
        .isEqualTo(417);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo", "br", "gzip, gzip", "<script>"})
  void refusesUnknownAndDoubleEncodings(String coding) throws IOException {
    RawClient.Answer answer = ask("POST /decoded HTTP/1.1\r\nHost: x\r\nContent-Encoding: " + coding
        + "\r\nContent-Length: 1\r\n\r\na");
    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text()).doesNotContain("<script>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd", "lz4", "snappy", "x-snappy-framed"})
  void refusesBrokenCompression(String coding) throws IOException {
    String head = "POST /decoded HTTP/1.1\r\nHost: x\r\nContent-Encoding: " + coding;
    assertThat(ask(head + "\r\nContent-Length: 5\r\n\r\nhello").status()).isEqualTo(400);
  }

  @Test
  void closesSlowHeadsAndBodies() throws IOException {
    try (RawClient head = new RawClient(server.port());
        RawClient body = new RawClient(server.port())) {
      head.send("GET /g/1 HT");
      body.send("POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab");
      assertThat(body.receive().status()).isEqualTo(408);
      assertThat(head.isClosedByServer()).isTrue();
      assertThat(rejected).contains("slow_body", "slow_head");
    }
  }

  @Test
  void closesIdleConnections() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send("GET /g/1 HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(client.receive().status()).isEqualTo(200);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  void refusesBodies_whenTooManyAreInFlight() throws IOException {
    String head =
        "POST /p HTTP/1.1\r\nHost: x\r\nContent-Length: 50000\r\n\r\n" + "x".repeat(49_000);
    List<RawClient> clients = new ArrayList<>();
    int refused = 0;
    for (int i = 0; i < 4; i++) {
      RawClient client = new RawClient(server.port());
      clients.add(client.send(head));
    }
    for (RawClient client : clients) {
      try (client) {
        RawClient.Answer answer = client.receive();
        refused += answer.status() == 503 ? 1 : 0;
        if (answer.status() == 503) {
          assertThat(answer.head()).contains("Retry-After: 1");
        }
      }
    }
    assertThat(refused).isBetween(1, 2);
  }

  @Test
  void closesConnectionsBeyondTheLimit() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      clients.add(new RawClient(server.port()));
    }
    Eventually.assertThat(() -> server.openConnections() == 50);
    try (RawClient extra = new RawClient(server.port())) {
      assertThat(extra.isClosedByServer()).isTrue();
    }
    for (RawClient client : clients) {
      client.close();
    }
    Eventually.assertThat(() -> server.openConnections() == 0);
  }

  @Test
  void survivesRandomBytes() throws IOException {
    long seed = Long.getLong("tests.seed", 11L);
    java.util.Random random = new java.util.Random(seed);
    String good =
        "POST /p HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    for (int i = 0; i < 300; i++) {
      byte[] bytes = good.getBytes(StandardCharsets.ISO_8859_1);
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try (RawClient client = new RawClient(server.port())) {
        client.send(bytes);
        client.shutdownOutput();
        client.in().readAllBytes();
      } catch (IOException e) {
        assertThat(e).as("seed %s", seed).isNotInstanceOf(java.net.SocketTimeoutException.class);
      }
    }
  }
}
