// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentFlagsTest {
  @Test
  void collectors_areAListOrADnsName() {
    assertThat(
            CollectorTarget.parse(List.of("a:14250", " b:1"), CollectorTls.OFF).uri())
        .isEqualTo("tracing-collectors:/a:14250,b:1");
    assertThat(CollectorTarget.parse(List.of("[::1]:14250"), CollectorTls.OFF).uri())
        .isEqualTo("tracing-collectors:/%5B::1%5D:14250");
    assertThat(CollectorTarget.parse(List.of("dns:///c.ns.svc:14250"), CollectorTls.OFF)
            .uri())
        .isEqualTo("dns:///c.ns.svc:14250");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a:b", "http://a:1", "dns:///", "dns:///name", "a:70000", "dns://%"})
  void otherTexts_areRefused(String text) {
    assertThatThrownBy(() -> CollectorTarget.parse(List.of(text), CollectorTls.OFF))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: ");
  }

  @Test
  void tokenInPlainText_isNoticedUnlessItStaysOnTheMachine() {
    CollectorHeaders token = CollectorHeaders.checked("", "x-tenant", Path.of("token"));
    assertThat(exposes("collector:14250", token)).isTrue();
    assertThat(exposes("127.0.0.1:14250,collector:14250", token)).isTrue();
    assertThat(exposes("dns:///collector:14250", token)).isTrue();
    assertThat(exposes("127.0.0.1:14250,localhost:14251", token)).isFalse();
    assertThat(exposes("collector:14250", CollectorHeaders.NONE)).isFalse();
  }

  private static boolean exposes(String collectors, CollectorHeaders headers) {
    return CollectorTarget.parse(List.of(collectors.split(",", -1)), CollectorTls.OFF)
        .withHeaders(headers)
        .exposesToken();
  }

  @Test
  void retiredAgentsFlags_areKnown() {
    assertThat(new AgentFlags().others())
        .extracting(setting -> setting.name())
        .contains(
            "reporter.grpc.host-port",
            "reporter.grpc.retry.max",
            "reporter.grpc.discovery.min-peers",
            "reporter.grpc.tls.enabled",
            "reporter.grpc.tls.ca",
            "reporter.grpc.tls.cert",
            "reporter.grpc.tls.key",
            "reporter.grpc.tls.server-name",
            "reporter.grpc.tls.skip-host-verify",
            "reporter.type",
            "agent.tags",
            "processor.jaeger-compact.server-max-packet-size",
            "processor.jaeger-binary.server-queue-size",
            "processor.zipkin-compact.workers",
            "processor.jaeger-compact.server-socket-buffer-size");
    assertThat(new AgentFlags().addresses().values())
        .extracting(setting -> setting.name())
        .containsExactlyInAnyOrder(
            "processor.jaeger-compact.server-host-port",
            "processor.jaeger-binary.server-host-port",
            "processor.zipkin-compact.server-host-port",
            "http-server.host-port");
  }
}
