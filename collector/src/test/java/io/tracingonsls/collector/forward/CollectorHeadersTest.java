// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.collector.receive.Tenancy;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose collector asks for a tenant and a token. */
class CollectorHeadersTest {
  @TempDir
  private Path dir;

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();

  @Test
  void tenantAndToken_letSpansIn_alsoATokenThatComesLater() throws IOException {
    Path known = Files.writeString(dir.resolve("known"), "t0ken\n");
    Path own = Files.writeString(dir.resolve("own"), "mistaken\n");
    ListenerSettings listener = new ListenerSettings(
        new HostPort("127.0.0.1", 0), null, new AuthFiles(null, known), List.of(), List.of());
    try (CollectorFixture collector = new CollectorFixture(
            writer,
            CollectorFixture.settings()
                .tenancy(new Tenancy(true, "x-team", Set.of("shop")))
                .listen(ReceiverKind.JAEGER_GRPC, listener));
        AgentFixture agent = agent(collector, new CollectorHeaders("shop", "x-team", own))) {
      agent.send(3);
      CollectorFixture.eventually(() -> agent.count("reporter_retries", "UNAUTHENTICATED") > 0);
      assertThat(writer.spanCount()).isZero();
      Files.writeString(dir.resolve("next"), "t0ken\nold\n");
      Files.move(dir.resolve("next"), own, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      CollectorFixture.eventually(() -> agent.count("reporter_spans_submitted", "") == 3);
      assertThat(writer.spanCount()).isEqualTo(3);
      assertThat(agent.count("thrift_udp_server_packets_processed", "model=\"jaeger\""))
          .isEqualTo(1);
      assertThat(agent.count("thrift_udp_server_packets_dropped", "")).isZero();
    }
  }

  @Test
  void withoutThem_nothingIsLetIn() throws IOException {
    Path known = Files.writeString(dir.resolve("known"), "t0ken\n");
    ListenerSettings listener = new ListenerSettings(
        new HostPort("127.0.0.1", 0), null, new AuthFiles(null, known), List.of(), List.of());
    try (CollectorFixture collector = new CollectorFixture(
            writer, CollectorFixture.settings().listen(ReceiverKind.JAEGER_GRPC, listener));
        AgentFixture agent = agent(collector, CollectorHeaders.NONE)) {
      agent.send(3);
      CollectorFixture.eventually(() -> agent.count("reporter_retries", "UNAUTHENTICATED") > 0);
      assertThat(writer.spanCount()).isZero();
    }
  }

  @Test
  void namesThatAreNoHeaders_areRefused() {
    assertThatThrownBy(() -> CollectorHeaders.checked("shop\n", "x-tenant", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> CollectorHeaders.checked("shop", "x tenant", null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(CollectorHeaders.checked("", "x-tenant", null)).isEqualTo(CollectorHeaders.NONE);
  }

  private static AgentFixture agent(CollectorFixture collector, CollectorHeaders headers) {
    String address = "127.0.0.1:" + collector.port(ReceiverKind.JAEGER_GRPC);
    return new AgentFixture(
        ForwardLimits.DEFAULTS,
        Attributes.empty(),
        CollectorTarget.parse(List.of(address), CollectorTls.OFF).withHeaders(headers));
  }
}
