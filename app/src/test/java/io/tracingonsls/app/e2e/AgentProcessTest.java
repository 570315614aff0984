// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client's datagram on its way through an agent of its own to the query server. */
class AgentProcessTest {
  @TempDir
  private Path dir;

  private static byte[] datagram() {
    Span span = Span.builder()
        .traceId(new TraceId(0, 0xa9e))
        .spanId(new SpanId(1))
        .name("say hello")
        .startNanos(Clock.systemUTC().millis() * 1_000_000)
        .durationNanos(1_000_000)
        .build();
    return JaegerAgentMessage.encodeCompact(
        ResourceSpans.of(Resource.ofService("by-udp", Attributes.empty()), List.of(span)));
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void agentForwards_answersClients_andShowsItsMetrics() throws Exception {
    try (ProgramProcess system =
            ProgramProcess.startServer(dir, Ports.anyFree("all-in-one", "--data-dir", "data"));
        ProgramProcess agent = ProgramProcess.startServer(
            dir,
            Ports.anyFree(
                "agent", "--reporter.grpc.host-port=127.0.0.1:" + system.port("Jaeger gRPC")))) {
      byte[] datagram = datagram();
      try (DatagramSocket socket = new DatagramSocket()) {
        socket.send(new DatagramPacket(
            datagram,
            datagram.length,
            InetAddress.getLoopbackAddress(),
            agent.port("Jaeger Thrift compact over UDP")));
      }
      JaegerApi api = new JaegerApi(system.url("Send spans"), system.url("Look at traces"));
      api.eventually(
          "/api/traces/a9e", json -> json.path("data").path(0).path("spans").size() == 1);
      assertThat(get("http://127.0.0.1:" + agent.port("Client configuration over HTTP")
              + "/sampling?service=by-udp"))
          .contains("\"samplingRate\":1}");
      assertThat(get(agent.url("Health, metrics") + "/metrics"))
          .contains("jaeger_agent_reporter_batches_submitted_total{format=\"jaeger\"");
      agent.terminate();
      assertThat(agent.output()).contains("stopping");
    }
  }

  @Test
  void unusableCollectors_areOneLineAndStatus2() throws Exception {
    ProgramProcess program = ProgramProcess.launch(
        dir, List.of(Ports.anyFree("agent", "--reporter.grpc.host-port=http://collector")));
    assertThat(program.exitStatus()).isEqualTo(2);
    assertThat(program.output().lines())
        .singleElement()
        .asString()
        .contains("--reporter.grpc.host-port", "http://collector", "dns:///name:port");
  }
}
