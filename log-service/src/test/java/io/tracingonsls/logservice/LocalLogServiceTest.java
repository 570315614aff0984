// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.logservice.http.QuotaSettings;
import io.tracingonsls.logservice.http.TimeWindow;
import io.tracingonsls.logservice.sign.AccessKey;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, settings. */
final class LocalLogServiceTest {
  private static final String PROJECT = "some-project";
  private static final String INDEX = "{\"keys\":{\"k\":{\"type\":\"text\",\"token\":[]}}}";

  @TempDir
  Path directory;

  private LocalLogServiceSettings.Builder settings() {
    return LocalLogServiceSettings.builder(directory).listen(new HostPort("127.0.0.1", 0));
  }

  private static ProtocolClient client(
      LocalLogService service, AccessKey key, SignatureVersion version) {
    return new ProtocolClient(
        URI.create(service.target()),
        service.endpoint(),
        key,
        version,
        "cn-local",
        Clock.systemUTC(),
        Duration.ofSeconds(20));
  }

  private static ProtocolClient client(LocalLogService service) {
    return client(service, service.accessKey(), SignatureVersion.V1);
  }

  private static int prepare(ProtocolClient client) throws IOException {
    client.send(
        ProtocolRequest.of("POST", PROJECT, "/").json("{\"projectName\":\"" + PROJECT + "\"}"));
    client.send(ProtocolRequest.of("POST", PROJECT, "/logstores")
        .json("{\"logstoreName\":\"logs\",\"shardCount\":1}"));
    return client
        .send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/index").json(INDEX))
        .status();
  }

  private static ProtocolAnswer put(ProtocolClient client, String value, long seconds)
      throws IOException {
    String log = "{\"__logs__\":[{\"__time__\":" + seconds + ",\"k\":\"" + value + "\"}]}";
    return client.send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs").json(log));
  }

  private static List<String> found(ProtocolClient client) throws IOException {
    ProtocolAnswer answer = client.send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/logs")
        .json("{\"from\":0,\"to\":9999999999}"));
    return answer.json().path("data").findValuesAsText("k");
  }

  @Test
  void data_andKeysSurviveRestarts() throws IOException {
    AccessKey key;
    try (LocalLogService service = LocalLogService.start(settings().build())) {
      key = service.accessKey();
      assertThat(prepare(client(service))).isEqualTo(200);
      assertThat(put(client(service), "first", 1_700_000_000).status()).isEqualTo(200);
    }
    for (int round = 0; round < 3; round++) {
      try (LocalLogService service = LocalLogService.start(settings().build())) {
        assertThat(service.accessKey()).isEqualTo(key);
        assertThat(found(client(service))).hasSize(round + 1).startsWith("first");
        assertThat(put(client(service), "more", 1_700_000_001 + round).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void close_isIdempotentAndFreesPortAndFolder() throws IOException {
    LocalLogService first = LocalLogService.start(settings().build());
    int port = first.address().port();
    first.close();
    first.close();
    try (LocalLogService second =
        LocalLogService.start(settings().listen(new HostPort("127.0.0.1", port)).build())) {
      assertThat(second.address().port()).isEqualTo(port);
    }
  }

  @Test
  void start_onATakenPortLeavesNothingBehind() throws IOException {
    try (LocalLogService first = LocalLogService.start(settings().build())) {
      Path other = directory.resolve("other");
      LocalLogServiceSettings taken =
          LocalLogServiceSettings.builder(other).listen(first.address()).build();
      assertThatExceptionOfType(ListenException.class)
          .isThrownBy(() -> LocalLogService.start(taken));
      LocalLogService.start(LocalLogServiceSettings.builder(other)
              .listen(new HostPort("127.0.0.1", 0))
              .build())
          .close();
    }
  }

  @Test
  void start_onAFolderInUseIsRefused() throws IOException {
    try (LocalLogService first = LocalLogService.start(settings().build())) {
      assertThat(first.target()).startsWith("http://127.0.0.1:");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> LocalLogService.start(settings().build()));
    }
  }

  @Test
  void securityToken_mustBeCarried() throws IOException {
    AccessKey temporary = new AccessKey(
        "STS.id", "secret", "token/+==", Clock.systemUTC().instant().plusSeconds(600));
    try (LocalLogService service =
        LocalLogService.start(settings().accessKeys(List.of(temporary)).build())) {
      for (SignatureVersion version : List.of(SignatureVersion.V1, SignatureVersion.V4)) {
        ProtocolRequest request = ProtocolRequest.of("GET", "", "/");
        assertThat(client(service, temporary, version).send(request).status()).isEqualTo(200);
        AccessKey without = AccessKey.permanent("STS.id", "secret");
        ProtocolAnswer refused = client(service, without, version).send(request);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.errorMessage()).isEqualTo("The security token you provided is invalid");
      }
    }
  }

  @Test
  void clockSkew_isRefused() throws IOException {
    try (LocalLogService service = LocalLogService.start(settings().build())) {
      ProtocolClient late = client(service)
          .signing(
              service.accessKey(),
              SignatureVersion.V4,
              Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-20)));
      assertThat(late.send(ProtocolRequest.of("GET", "", "/")).errorCode())
          .isEqualTo("RequestTimeTooSkewed");
    }
  }

  @Test
  void authentication_canBeSwitchedOff() throws IOException {
    try (LocalLogService service =
        LocalLogService.start(settings().authentication(false).build())) {
      assertThat(client(service, service.accessKey(), SignatureVersion.NONE)
              .send(ProtocolRequest.of("GET", "", "/"))
              .status())
          .isEqualTo(200);
    }
  }

  @Test
  void timeWindow_refusesWholeGroups() throws IOException {
    try (LocalLogService service =
        LocalLogService.start(settings().timeWindow(TimeWindow.CLOUD).build())) {
      ProtocolClient client = client(service);
      prepare(client);
      long now = Clock.systemUTC().instant().getEpochSecond();
      for (long time : new long[] {now - 7 * 86_400 - 60, now + 15 * 60 + 60}) {
        ProtocolAnswer answer = put(client, "x", time);
        assertThat(answer.errorCode()).isEqualTo("PostBodyInvalid");
        assertThat(answer.errorMessage()).isEqualTo("The post data time is out of range");
      }
      assertThat(put(client, "old", now - 7 * 86_400 + 60).status()).isEqualTo(200);
      assertThat(found(client)).containsExactly("old");
    }
  }

  @Test
  void quotas_refuseWith403() throws IOException {
    QuotaSettings twoWrites = new QuotaSettings(0, 2, 0, 0);
    Clock clock = Clock.systemUTC();
    try (LocalLogService service =
        LocalLogService.start(settings().quotas(twoWrites).build())) {
      ProtocolClient client = client(service);
      prepare(client);
      ProtocolAnswer answer = put(client, "x", 1_700_000_000);
      Instant deadline = clock.instant().plusSeconds(20);
      while (answer.status() == 200 && clock.instant().isBefore(deadline)) {
        answer = put(client, "x", 1_700_000_000);
      }
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.errorCode()).isEqualTo("ShardWriteQuotaExceed");
    }
  }

  @Test
  void index_canBeAppliedToAllLogs() throws IOException {
    try (LocalLogService service =
        LocalLogService.start(settings().indexAppliesToAll(true).build())) {
      ProtocolClient client = client(service);
      client.send(
          ProtocolRequest.of("POST", PROJECT, "/").json("{\"projectName\":\"" + PROJECT + "\"}"));
      client.send(
          ProtocolRequest.of("POST", PROJECT, "/logstores").json("{\"logstoreName\":\"logs\"}"));
      put(client, "before", 1_700_000_000);
      client.send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/index").json(INDEX));
      ProtocolAnswer answer =
          client.send(ProtocolRequest.of("POST", PROJECT, "/logstores/logs/logs")
              .json("{\"from\":0,\"to\":9999999999,\"query\":\"k: before\"}"));
      assertThat(answer.json().path("data")).hasSize(1);
    }
  }

  @Test
  void metrics_areThereWhileItRuns() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    try (LocalLogService service =
        LocalLogService.start(settings().metrics(registry).build())) {
      ProtocolClient client = client(service);
      prepare(client);
      put(client, "x", 1_700_000_000);
      assertThat(registry.scrape().stream().map(m -> m.getMetadata().getPrometheusName()))
          .contains(
              "log_service_requests",
              "log_service_request_duration_seconds",
              "log_service_logstore_logs");
      assertThat(registry.scrape().toString())
          .doesNotContain(service.accessKey().secret());
    }
    assertThat(registry.scrape().size()).isZero();
  }

  @Test
  void secrets_areInNoAnswer() throws IOException {
    try (LocalLogService service = LocalLogService.start(settings().build())) {
      AccessKey wrong = AccessKey.permanent(service.accessKey().id(), "wrong");
      ProtocolAnswer answer =
          client(service, wrong, SignatureVersion.V1).send(ProtocolRequest.of("GET", "", "/"));
      assertThat(answer.errorCode()).isEqualTo("SignatureNotMatch");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .doesNotContain(service.accessKey().secret());
    }
  }
}
