// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.HttpSamplingManager;
import io.jaegertracing.internal.samplers.ProbabilisticSampler;
import io.jaegertracing.internal.samplers.RemoteControlledSampler;
import io.jaegertracing.internal.samplers.http.OperationSamplingParameters;
import io.jaegertracing.internal.samplers.http.SamplingStrategyResponse;
import io.jaegertracing.thrift.internal.senders.HttpSender;
import io.tracingonsls.wire.generated.apiv2.PerOperationSamplingStrategies;
import io.tracingonsls.wire.generated.apiv2.SamplingManagerGrpc;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyParameters;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jaeger's unmodified Java client asks for its strategy, and its probability follows what it sends. */
class AdaptiveSamplingProcessTest {
  private static final String SERVICE = "adaptive-shop";
  private static final double INITIAL = 0.5;

  @TempDir
  private Path dir;

  private static String[] arguments(String command, String... more) {
    String[] adaptive = {
      "--sampling-config.type=adaptive",
      "--sampling.initial-sampling-probability=" + INITIAL,
      "--sampling.target-samples-per-second=2",
      "--sampling.calculation-interval=1s",
      "--sampling.delay=1s"
    };
    String[] all = new String[adaptive.length + more.length];
    System.arraycopy(more, 0, all, 0, more.length);
    System.arraycopy(adaptive, 0, all, more.length, adaptive.length);
    return Ports.anyFree(command, all);
  }

  @Test
  void clientOfTwoCollectors_getsTheSameLowerProbabilityEverywhere() throws Exception {
    try (ProgramProcess first =
            ProgramProcess.startServer(dir, arguments("all-in-one", "--data-dir", "data"));
        ProgramProcess second = ProgramProcess.startServer(
            dir,
            arguments(
                "collector",
                "--data-dir",
                "data",
                "--aliyun-log.target=" + first.url("Log Service")));
        JaegerTracer tracer = tracer(first)) {
      sendUntilProbabilityFalls(tracer, first);
      // The second collector has never seen a span of the service; it reads closed windows at its
      // pace.
      JsonNode there = new JaegerApi("", second.url("Send spans"))
          .eventually(
              "/api/sampling?service=" + SERVICE,
              answer -> ofFirstOperation(answer)
                      .path("probabilisticSampling")
                      .path("samplingRate")
                      .asDouble(1)
                  < INITIAL);
      assertThat(ofFirstOperation(there).path("operation").asText()).isEqualTo("buy");
      assertThat(probabilityByGrpc(second.port("Jaeger gRPC"))).isLessThan(INITIAL);
      assertThat(second.output()).contains("adaptive, 2.0 samples a second of each operation");
    }
  }

  private static JsonNode ofFirstOperation(JsonNode answer) {
    return answer.path("operationSampling").path("perOperationStrategies").path(0);
  }

  private static JaegerTracer tracer(ProgramProcess collector) throws Exception {
    String manager = "127.0.0.1:" + collector.port("Client configuration over HTTP");
    return new JaegerTracer.Builder(SERVICE)
        .withSampler(new RemoteControlledSampler.Builder(SERVICE)
            .withSamplingManager(new HttpSamplingManager(manager))
            .withInitialSampler(new ProbabilisticSampler(INITIAL))
            .withPollingInterval(250)
            .build())
        .withReporter(new RemoteReporter.Builder()
            .withSender(new HttpSender.Builder(collector.url("Send spans") + "/api/traces").build())
            .withFlushInterval(100)
            .build())
        .build();
  }

  /** About two hundred traces a second. */
  private static void sendUntilProbabilityFalls(JaegerTracer tracer, ProgramProcess collector)
      throws Exception {
    HttpSamplingManager manager =
        new HttpSamplingManager("127.0.0.1:" + collector.port("Client configuration over HTTP"));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    double latest = INITIAL;
    while (latest > INITIAL / 4) {
      for (int i = 0; i < 50; i++) {
        tracer.buildSpan("buy").start().finish();
        TimeUnit.MILLISECONDS.sleep(5);
      }
      latest = probability(manager);
      assertThat(System.nanoTime()).as("probability is %s", latest).isLessThan(deadline);
    }
  }

  private static double probability(HttpSamplingManager manager) {
    SamplingStrategyResponse response = manager.getSamplingStrategy(SERVICE);
    OperationSamplingParameters operations = response.getOperationSampling();
    return operations.getPerOperationStrategies().stream()
        .filter(operation -> operation.getOperation().equals("buy"))
        .mapToDouble(operation -> operation.getProbabilisticSampling().getSamplingRate())
        .findFirst()
        .orElse(operations.getDefaultSamplingProbability());
  }

  private static double probabilityByGrpc(int port) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      PerOperationSamplingStrategies operations = SamplingManagerGrpc.newBlockingStub(channel)
          .getSamplingStrategy(
              SamplingStrategyParameters.newBuilder().setServiceName(SERVICE).build())
          .getOperationSampling();
      return operations.getPerOperationStrategies(0).getProbabilisticSampling().getSamplingRate();
    } finally {
      channel.shutdownNow();
    }
  }
}
