// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.server.HostPort;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All probes against the local Log Service. */
final class ConformanceTest {
  @TempDir
  Path directory;

  @Test
  void localLogService_answersAsDocumented() throws Exception {
    Clock clock = Clock.systemUTC();
    try (LocalLogService service = LocalLogService.start(LocalLogServiceSettings.builder(directory)
        .listen(new HostPort("127.0.0.1", 0))
        .build())) {
      ProtocolClient client = new ProtocolClient(
          URI.create(service.target()),
          service.endpoint(),
          service.accessKey(),
          SignatureVersion.V4,
          "cn-local",
          clock,
          Duration.ofSeconds(30));
      List<ProbeResult> results = new ConformanceRun(client, clock).run("", result -> {});
      assertThat(results.stream().filter(result -> !result.passed()).map(ConformanceTest::text))
          .isEmpty();
      assertThat(results).hasSizeGreaterThanOrEqualTo(200);
      ProtocolAnswer projects = client.send(ProtocolRequest.of("GET", "", "/"));
      assertThat(projects.json().path("total").asInt())
          .as("projects left behind")
          .isZero();
    }
  }

  private static String text(ProbeResult result) {
    return result.probe().id() + ": " + result.detail();
  }
}
