// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.server.tls.TlsFiles;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.testing.tls.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorTlsTest {
  private static final Duration RELOAD = Duration.ofMillis(20);

  @TempDir
  private Path dir;

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();

  private static AgentFixture agent(CollectorFixture collector, CollectorTls tls) {
    String address = "localhost:" + collector.port(ReceiverKind.JAEGER_GRPC);
    return new AgentFixture(
        ForwardLimits.DEFAULTS, Attributes.empty(), CollectorTarget.parse(List.of(address), tls));
  }

  @Test
  void collectorAndAgent_proveThemselves() {
    TestCertificate server = TestCertificate.create(dir, "server", "EC");
    TestCertificate own = TestCertificate.create(dir, "agent", "EC");
    TlsFiles files = new TlsFiles(
        server.certificate(), server.key(), own.certificate(), List.of(), List.of(), Duration.ZERO);
    ListenerSettings listener = new ListenerSettings(
        new HostPort("127.0.0.1", 0), files, AuthFiles.NONE, List.of(), List.of());
    try (CollectorFixture collector = new CollectorFixture(
        writer, CollectorFixture.settings().listen(ReceiverKind.JAEGER_GRPC, listener))) {
      CollectorTls trusted = new CollectorTls(
          true, server.certificate(), own.certificate(), own.key(), "", true, RELOAD);
      try (AgentFixture agent = agent(collector, trusted)) {
        agent.send(2);
        CollectorFixture.eventually(() -> writer.spanCount() == 2);
      }
      CollectorTls unchecked =
          new CollectorTls(true, null, own.certificate(), own.key(), "", false, RELOAD);
      try (AgentFixture agent = agent(collector, unchecked)) {
        agent.send(2);
        CollectorFixture.eventually(() -> writer.spanCount() == 4);
      }
      CollectorTls mistaken =
          new CollectorTls(true, own.certificate(), own.certificate(), own.key(), "", true, RELOAD);
      CollectorTls misnamed = new CollectorTls(
          true, server.certificate(), own.certificate(), own.key(), "elsewhere", true, RELOAD);
      for (CollectorTls refused : List.of(mistaken, misnamed, CollectorTls.OFF)) {
        try (AgentFixture agent = agent(collector, refused)) {
          agent.send(2);
          CollectorFixture.eventually(() -> agent.count("reporter_retries", "UNAVAILABLE") > 0);
        }
      }
      assertThat(writer.spanCount()).isEqualTo(4);
    }
  }

  @Test
  void certificatesOfTheAgent_areReadAgain() throws IOException {
    TestCertificate server = TestCertificate.create(dir, "server", "EC");
    TestCertificate known = TestCertificate.create(dir, "known", "EC");
    TestCertificate stranger = TestCertificate.create(dir, "stranger", "EC");
    TlsFiles files = new TlsFiles(
        server.certificate(),
        server.key(),
        known.certificate(),
        List.of(),
        List.of(),
        Duration.ZERO);
    ListenerSettings listener = new ListenerSettings(
        new HostPort("127.0.0.1", 0), files, AuthFiles.NONE, List.of(), List.of());
    CollectorTls own = new CollectorTls(
        true, server.certificate(), stranger.certificate(), stranger.key(), "", true, RELOAD);
    try (CollectorFixture collector = new CollectorFixture(
            writer, CollectorFixture.settings().listen(ReceiverKind.JAEGER_GRPC, listener));
        AgentFixture agent = agent(collector, own)) {
      agent.send(2);
      CollectorFixture.eventually(() -> agent.count("reporter_retries", "UNAVAILABLE") > 0);
      FileTime later =
          FileTime.fromMillis(Files.getLastModifiedTime(stranger.key()).toMillis() + 2_000);
      for (Path[] pair :
          new Path[][] {{known.key(), stranger.key()}, {known.certificate(), stranger.certificate()}
          }) {
        Files.copy(pair[0], pair[1], StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(pair[1], later);
      }
      CollectorFixture.eventually(() -> writer.spanCount() == 2);
    }
  }
}
