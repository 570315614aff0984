// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log Service, collector and query server apart, joined by TCP alone. */
class ThreeProcessesTest {
  @TempDir
  private Path dir;

  @Test
  void spansTravelBetweenProcesses() throws Exception {
    try (ProgramProcess logService =
        ProgramProcess.startServer(dir, Ports.anyFree("log-service", "--data-dir", "data"))) {
      String[] storage = {
        "--data-dir", "data", "--aliyun-log.target=" + logService.url("Log Service")
      };
      try (ProgramProcess collector =
              ProgramProcess.startServer(dir, Ports.anyFree("collector", storage));
          ProgramProcess query = ProgramProcess.startServer(dir, Ports.anyFree("query", storage))) {
        JaegerApi api = new JaegerApi(collector.url("Send spans"), query.url("Look at traces"));
        assertThat(api.post(SampleBatches.trace("apart", 0xabc, 3))).isEqualTo(202);
        api.eventually(
            "/api/traces/abc", json -> json.path("data").path(0).path("spans").size() == 3);
        assertThat(api.services()).containsExactly("apart");
      }
    }
  }

  @Test
  void logServiceAway_isAnsweredWith503AndRecovers() throws Exception {
    try (ProgramProcess first =
        ProgramProcess.startServer(dir, Ports.anyFree("log-service", "--data-dir", "data"))) {
      String target = first.url("Log Service");
      String port = target.substring(target.lastIndexOf(':'));
      String[] storage = {"--data-dir", "data", "--aliyun-log.target=" + target};
      try (ProgramProcess collector =
              ProgramProcess.startServer(dir, Ports.anyFree("collector", storage));
          ProgramProcess query = ProgramProcess.startServer(dir, Ports.anyFree("query", storage))) {
        JaegerApi api = new JaegerApi(collector.url("Send spans"), query.url("Look at traces"));
        assertThat(api.post(SampleBatches.trace("before", 1, 1))).isEqualTo(202);
        first.kill();
        assertThat(api.post(SampleBatches.trace("while-away", 2, 1))).isEqualTo(503);
        try (ProgramProcess second = ProgramProcess.startServer(
            dir,
            "log-service",
            "--data-dir",
            "data",
            "--log-service.http.host-port=" + port,
            "--admin.http.host-port=:0")) {
          assertThat(second.url("Log Service")).isEqualTo(target);
          api.eventuallyAccepts(SampleBatches.trace("after", 3, 1));
          api.eventually(
              "/api/services", json -> JaegerApi.texts(json.path("data")).contains("after"));
          assertThat(api.services()).contains("before", "after");
        }
      }
    }
  }
}
