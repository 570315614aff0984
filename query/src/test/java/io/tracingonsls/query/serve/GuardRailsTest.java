// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.testing.contract.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps one client from hurting the others, and what clients are told when something fails. */
class GuardRailsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static ServedStorage limited(QueryLimits limits) {
    return new ServedStorage(settings -> settings.limits(limits));
  }

  @Test
  void tooManyQueries_areRefusedWithARetryHint() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger mostReading = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(40);
    try (ServedStorage served = limited(QueryLimits.DEFAULTS.withConcurrency(3, 2))) {
      served.storage.beforeRead = context -> {
        mostReading.accumulateAndGet(reading.incrementAndGet(), Math::max);
        await(release);
        reading.decrementAndGet();
      };
      List<Future<RawHttp.Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        int number = i;
        answers.add(clients.submit(() -> served.get("/api/traces?service=s" + number)));
      }
      Eventually.holds(
          PATIENCE,
          () -> assertThat(answers.stream().filter(Future::isDone).count()).isEqualTo(35));
      release.countDown();
      int refused = 0;
      for (Future<RawHttp.Answer> each : answers) {
        RawHttp.Answer answer = each.get();
        if (answer.status() == 429) {
          refused++;
          assertThat(answer.header("Retry-After")).isEqualTo("1");
          assertThat(answer.text()).contains("\"code\":429");
        } else {
          assertThat(answer.status()).isEqualTo(200);
        }
      }
      assertThat(refused).isEqualTo(35);
      assertThat(mostReading.get()).isEqualTo(3);
    } finally {
      clients.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE,503",
    "THROTTLED,503",
    "TIMED_OUT,503",
    "CLOSED,503",
    "UNAUTHORIZED,503",
    "INVALID_QUERY,400",
    "UNSUPPORTED,501",
    "CORRUPT,500",
    "INTERNAL,500"
  })
  void storageFailures_haveTheirStatus(StorageError error, int status) throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.storage.beforeRead = context -> {
        throw new StorageException(error, "it is \"so\"", null, Duration.ofSeconds(7));
      };
      for (String path : new String[] {"/api/services", "/api/traces", "/api/traces/1"}) {
        RawHttp.Answer answer = served.get(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(answer.text())
            .isEqualTo("{\"data\":null,\"total\":0,\"limit\":0,\"offset\":0,\"errors\":[{\"code\":"
                + status + ",\"msg\":\"it is \\\"so\\\"\"}]}\n");
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "7" : "");
      }
      assertThat(served.get("/api/v3/trace-summaries").text())
          .isEqualTo(
              "{\"error\":{\"httpCode\":" + status + ",\"message\":\"it is \\\"so\\\"\"}}\n");
    }
  }

  @Test
  void unexpectedFailures_sayNothingOfTheInside() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.storage.beforeRead = context -> {
        throw new IllegalStateException("secret");
      };
      RawHttp.Answer answer = served.get("/api/services");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).contains("internal server error").doesNotContain("secret");
    }
  }

  @Test
  void slowStorage_isGivenUp() throws IOException {
    try (ServedStorage served = limited(QueryLimits.DEFAULTS.withTimeout(Duration.ofMillis(100)))) {
      served.storage.beforeRead = context -> {
        while (!context.deadline().expired()) {
          Thread.onSpinWait();
        }
        context.throwIfStopped();
      };
      assertThat(served.get("/api/services").status()).isEqualTo(503);
    }
  }

  @Test
  void callsOfTheUi_endBeforeItGivesUp() {
    assertThat(QueryRoutes.impatient(QueryLimits.DEFAULTS).timeout())
        .isLessThan(Duration.ofSeconds(10));
    QueryLimits shorter = QueryLimits.DEFAULTS.withTimeout(Duration.ofSeconds(2));
    assertThat(QueryRoutes.impatient(shorter)).isEqualTo(shorter);
  }

  @Test
  void leavingClient_stopsItsRead() throws Exception {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.storage.beforeRead = context -> {
        started.countDown();
        while (!context.cancel().cancelled() && !context.deadline().expired()) {
          Thread.onSpinWait();
        }
        stopped.set(context.cancel().cancelled());
        context.throwIfStopped();
      };
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
        socket
            .getOutputStream()
            .write("GET /api/traces HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        started.await();
      }
      Eventually.holds(PATIENCE, () -> assertThat(stopped).isTrue());
    }
  }

  @Test
  void longTrace_isCutWithAWarning() throws IOException {
    try (ServedStorage served = limited(QueryLimits.DEFAULTS.withMaxSpans(100, 100_000))) {
      served.writeTrace("svc", 1, 250, 60, Attributes.empty());
      String body = served.get("/api/traces/1").text();
      assertThat(body.split("\"spanID\":\"", -1)).hasSizeGreaterThan(100);
      assertThat(NormalForm.JSON.readTree(body).path("data").path(0).path("spans"))
          .hasSize(100);
      assertThat(NormalForm.JSON
              .readTree(body)
              .path("data")
              .path(0)
              .path("warnings")
              .path(0)
              .asText())
          .contains("has more than 100 spans");
      assertThat(served.get("/api/v3/traces/1").text()).contains("has more than 100 spans");
    }
  }

  @Test
  void longAnswer_arrivesWhole() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      for (int i = 1; i <= 30; i++) {
        served.writeTrace("svc", i, 500, 60 + i, Attributes.empty());
      }
      RawHttp.Answer answer = served.get("/api/traces?service=svc");
      assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(NormalForm.JSON.readTree(answer.text()).path("data")).hasSize(30);
      assertThat(answer.text()).endsWith(",\"errors\":null}");
      assertThat(NormalForm.JSON
              .readTree(served.get("/api/v3/traces?query.serviceName=svc").text())
              .path("result")
              .path("resourceSpans")
              .size())
          .isEqualTo(30);
    }
  }

  @Test
  void failureInTheMiddle_isSaidAtTheEnd() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      for (int i = 1; i <= 30; i++) {
        served.writeTrace("svc", i, 500, 60 + i, Attributes.empty());
      }
      AtomicInteger chunks = new AtomicInteger();
      served.storage.beforeChunk = () -> {
        if (chunks.incrementAndGet() > 20) {
          throw new StorageException(StorageError.UNAVAILABLE, "gone");
        }
      };
      RawHttp.Answer answer = served.get("/api/traces?service=svc");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(NormalForm.JSON.readTree(answer.text()).path("data").size()).isBetween(15, 20);
      assertThat(answer.text()).endsWith("\"errors\":[{\"code\":503,\"msg\":\"gone\"}]}");
    }
  }

  @Test
  void hugeParameters_areRefusedByTheServer() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      assertThat(served.get("/api/traces?service=" + "x".repeat(1 << 20)).status())
          .isEqualTo(414);
      assertThat(served.get("/api/traces?service=svc").status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/dependencies?endTs=x", "/api/dependencies?lookback=-1",
            "/api/traces?start=18446744073709551616",
        "/api/services/%zz/operations", "/api/traces?tags=%5B1%5D", "/api/traces?query=a%3E",
        "/api/traces?after=x", "/api/metrics/latencies?service=a&quantile=2"
      })
  void nonsense_isAClientError(String path) throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      RawHttp.Answer answer = served.get(path);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).startsWith("{\"data\":null,").endsWith("}]}\n");
    }
  }

  @Test
  void storeThatNeedsAService_saysSo() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.storage.capabilities = StorageCapabilities.NONE;
      assertThat(served.get("/api/v3/traces").text())
          .contains("this storage backend requires a service name to search")
          .contains("400");
      assertThat(served.get("/api/traces?service=a&query=b!=c").status()).isEqualTo(501);
      assertThat(served.get("/api/traces?service=a&tag=b:c").status()).isEqualTo(200);
    }
  }

  @Test
  void slashInAServiceName_isUnderstood() throws IOException {
    try (ServedStorage served = new ServedStorage(settings -> settings)) {
      served.writeTrace("a/b c", 1, 1, 60, Attributes.empty());
      for (String name : new String[] {"a%2Fb%20c", "a%2Fb+c"}) {
        assertThat(served.get("/api/services/" + name + "/operations").text())
            .contains("\"data\":[\"op-0\"],\"total\":1");
      }
      assertThat(served.get("/api/services//operations").status()).isEqualTo(404);
    }
  }
}
