// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings.GrpcSettings;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten agents and one collector that becomes three: collectors end old connections, so that agents find the new ones. */
class TenAgentsTest {
  private static final int AGENTS = 10;
  private static final int DATAGRAMS_A_ROUND = 6;

  private final GrowingName name = GrowingName.register();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<ScriptedSpanWriter> writers = new ArrayList<>();
  private final List<AgentFixture> agents = new ArrayList<>();
  private int sent;

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
    name.deregister();
  }

  @Test
  void oneCollectorBecomesThree_eachGetsAFifth() {
    spread(Duration.ofMillis(500), Duration.ofSeconds(60));
  }

  @Test
  @Tag("slow")
  void oneCollectorBecomesThree_eachGetsAFifthWithinTwoMinutesByDefault() {
    spread(Duration.ofMinutes(1), Duration.ofMinutes(2));
  }

  private void spread(Duration age, Duration time) {
    collector(age);
    for (int i = 0; i < AGENTS; i++) {
      AgentFixture agent =
          new AgentFixture(ForwardLimits.DEFAULTS, Attributes.empty(), name.target());
      open.add(agent);
      agents.add(agent);
    }
    round();
    assertThat(writers.get(0).spanCount()).isEqualTo(sent);
    collector(age);
    collector(age);
    long deadline = System.nanoTime() + time.toNanos();
    List<Integer> shares = round();
    while (shares.stream().anyMatch(share -> share * 5 < AGENTS * DATAGRAMS_A_ROUND)) {
      assertThat(System.nanoTime()).as("shares %s", shares).isLessThan(deadline);
      shares = round();
    }
    for (AgentFixture agent : agents) {
      assertThat(agent.count("reporter_spans_failures", "")).isZero();
    }
  }

  private void collector(Duration age) {
    ScriptedSpanWriter writer = new ScriptedSpanWriter();
    CollectorFixture collector = new CollectorFixture(
        writer,
        CollectorFixture.settings()
            .grpc(new GrpcSettings(4 << 20, age, Duration.ofSeconds(5)))
            .listen(
                ReceiverKind.JAEGER_GRPC, ListenerSettings.plain(new HostPort("127.0.0.1", 0))));
    open.add(collector);
    writers.add(writer);
    name.add(collector.port(ReceiverKind.JAEGER_GRPC));
  }

  /** Every agent sends some; returns what each collector got of it, once all has arrived. */
  private List<Integer> round() {
    List<Integer> before = counts();
    for (AgentFixture agent : agents) {
      for (int i = 0; i < DATAGRAMS_A_ROUND; i++) {
        agent.send(1);
        sent++;
      }
    }
    CollectorFixture.eventually(
        () -> counts().stream().mapToInt(Integer::intValue).sum() == sent);
    List<Integer> after = counts();
    return Stream.iterate(0, i -> i + 1)
        .limit(after.size())
        .map(i -> after.get(i) - before.get(i))
        .toList();
  }

  private List<Integer> counts() {
    return writers.stream().map(ScriptedSpanWriter::spanCount).toList();
  }
}
