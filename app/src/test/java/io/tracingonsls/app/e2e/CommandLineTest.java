// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who gets something wrong, and what nobody ever sees. */
class CommandLineTest {
  @TempDir
  private Path dir;

  @Test
  void takenPort_isOneLineAndStatus2() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      ProgramProcess program = ProgramProcess.launch(
          dir, List.of(Ports.anyFree("query", "--query.http-server.host-port=:" + port)));
      assertThat(program.exitStatus()).isEqualTo(2);
      assertThat(program.output().lines())
          .singleElement()
          .asString()
          .contains("port " + port, "--query.http-server.host-port", "--port-offset");
    }
  }

  @Test
  void badSettings_areOneLineEachAndStatus2() throws Exception {
    ProgramProcess program = ProgramProcess.launch(
        dir, List.of("all-in-one", "--colector.http-server.host-port=:1", "--demo=perhaps"));
    assertThat(program.exitStatus()).isEqualTo(2);
    assertThat(program.output().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("did you mean collector.http-server.host-port"))
        .anyMatch(line -> line.contains("--demo: perhaps"));
  }

  @Test
  void badProjectName_namesTheRule() throws Exception {
    ProgramProcess program = ProgramProcess.launch(
        dir, List.of(Ports.anyFree("collector", "--aliyun-log.project=My_Project")));
    assertThat(program.exitStatus()).isEqualTo(2);
    assertThat(program.output()).contains("aliyun-log.project", "My_Project", "expected");
  }

  @Test
  void secrets_areNeverShown() throws Exception {
    String secret = "s3cr3t-of-the-test";
    Path file = Files.writeString(dir.resolve("secret"), secret);
    Path id = Files.writeString(dir.resolve("id"), "the-id");
    ProgramProcess refused = ProgramProcess.launch(
        dir,
        List.of(
            "collector",
            "--span-storage.type=aliyun-log",
            "--aliyun-log.endpoint=not an endpoint",
            "--aliyun-log.access-key-id=the-id",
            "--aliyun-log.access-key-secret=" + secret));
    assertThat(refused.exitStatus()).isEqualTo(2);
    assertThat(refused.output()).doesNotContain(secret);
    try (ProgramProcess running = ProgramProcess.startServer(
        dir,
        Ports.anyFree(
            "all-in-one",
            "--data-dir=data",
            "--log-level=debug",
            "--log-service.access-key-id=the-id",
            "--log-service.access-key-secret=" + secret,
            "--aliyun-log.access-key-id-file=" + id,
            "--aliyun-log.access-key-secret-file=" + file))) {
      JaegerApi api = new JaegerApi(running.url("Send spans"), running.url("Look at traces"));
      assertThat(api.post(SampleBatches.trace("quiet", 5, 1))).isEqualTo(202);
      JaegerApi admin = new JaegerApi("", running.url("Health, metrics"));
      for (String path : List.of("/", "/metrics", "/status", "/version")) {
        assertThat(admin.get(path).body()).as(path).doesNotContain(secret);
      }
      assertThat(running.terminate()).as("exit status after SIGTERM").isZero();
      assertThat(running.output()).doesNotContain(secret);
    }
  }

  @Test
  void check_namesTheFirstFailureAndThenTheWayItWorks() throws Exception {
    String[] away = {"check", "--data-dir", "data", "--aliyun-log.target=http://127.0.0.1:1"};
    ProgramProcess failing = ProgramProcess.launch(dir, List.of(away));
    assertThat(failing.exitStatus()).isEqualTo(1);
    assertThat(failing.output()).contains("failed ", "→ ", "can't be used");
    try (ProgramProcess program =
        ProgramProcess.startServer(dir, Ports.anyFree("log-service", "--data-dir", "data"))) {
      ProgramProcess check = ProgramProcess.launch(
          dir,
          List.of(
              "check", "--data-dir", "data", "--aliyun-log.target=" + program.url("Log Service")));
      assertThat(check.exitStatus()).as(check.output()).isZero();
      assertThat(check.output()).contains("ok ", "can be used").doesNotContain("failed ");
      String secret =
          Files.readString(dir.resolve("data/log-service/access-key-secret")).strip();
      assertThat(check.output()).doesNotContain(secret);
    }
  }

  @Test
  void logs_asksTheLogstore() throws Exception {
    try (ProgramProcess program =
        ProgramProcess.startServer(dir, Ports.anyFree("all-in-one", "--data-dir", "data"))) {
      JaegerApi api = new JaegerApi(program.url("Send spans"), program.url("Look at traces"));
      assertThat(api.post(SampleBatches.trace("asked", 9, 3))).isEqualTo(202);
      api.eventually(
          "/api/traces/9", json -> json.path("data").path(0).path("spans").size() == 3);
      ProgramProcess logs = ProgramProcess.launch(
          dir,
          List.of(
              "logs",
              "* | select service, count(*) as spans group by service",
              "--data-dir",
              "data",
              "--aliyun-log.target=" + program.url("Log Service"),
              "--output",
              "json"));
      assertThat(logs.exitStatus()).as(logs.output()).isZero();
      assertThat(logs.output()).contains("\"service\":\"asked\"", "\"spans\":\"3\"");
    }
  }
}
