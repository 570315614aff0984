// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthFiles;
import io.tracingonsls.server.tls.TlsFiles;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.testing.tls.TestCertificate;
import io.tracingonsls.wire.generated.apiv2.CollectorServiceGrpc;
import io.tracingonsls.wire.generated.apiv2.PostSpansRequest;
import io.tracingonsls.wire.generated.apiv2.SamplingManagerGrpc;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyParameters;
import io.tracingonsls.wire.jaeger.JaegerProto;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JaegerGrpcReceiverTest {
  @TempDir
  Path directory;

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();

  private interface Use {
    void with(ManagedChannel channel) throws Exception;
  }

  private void run(CollectorSettings.Builder settings, Use use) throws Exception {
    try (CollectorFixture collector =
        new CollectorFixture(writer, settings, ReceiverKind.JAEGER_GRPC)) {
      ManagedChannel channel = NettyChannelBuilder.forAddress(
              "127.0.0.1", collector.port(ReceiverKind.JAEGER_GRPC))
          .usePlaintext()
          .build();
      try {
        use.with(channel);
      } finally {
        channel.shutdownNow();
      }
      assertThat(collector.accountsAddUp()).isTrue();
    }
  }

  private static PostSpansRequest request(int spans) {
    return JaegerProto.postSpans(TestSpans.resource("shop", spans));
  }

  private static Metadata header(String name, String... values) {
    Metadata metadata = new Metadata();
    for (String value : values) {
      metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value);
    }
    return metadata;
  }

  private static Status statusOf(ManagedChannel channel, Metadata headers) {
    try {
      CollectorServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
          .postSpans(request(1));
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  @Test
  void takesSpans_answersSampling_andHealth() throws Exception {
    run(CollectorFixture.settings(), channel -> {
      CollectorServiceGrpc.newBlockingStub(channel).postSpans(request(500));
      CollectorServiceGrpc.newBlockingStub(channel)
          .postSpans(PostSpansRequest.getDefaultInstance());
      assertThat(writer.spanCount()).isEqualTo(500);
      double rate = SamplingManagerGrpc.newBlockingStub(channel)
          .getSamplingStrategy(
              SamplingStrategyParameters.newBuilder().setServiceName("x").build())
          .getProbabilisticSampling()
          .getSamplingRate();
      assertThat(rate).isEqualTo(0.001);
      for (String service :
          List.of("", "jaeger.api_v2.CollectorService", "jaeger.api_v2.SamplingManager")) {
        HealthCheckResponse health = HealthGrpc.newBlockingStub(channel)
            .check(HealthCheckRequest.newBuilder().setService(service).build());
        assertThat(health.getStatus()).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
      }
    });
  }

  @Test
  void survivesABatchWithoutProcess_evenWithCollectorTags() throws Exception {
    run(
        CollectorFixture.settings().tags(Attributes.of("zone", AttributeValue.of("a"))),
        channel -> {
          PostSpansRequest.Builder noProcess = request(1).toBuilder();
          noProcess.getBatchBuilder().clearProcess();
          CollectorServiceGrpc.newBlockingStub(channel).postSpans(noProcess.build());
          assertThat(writer.taken().get(0).resources().get(0).resource().serviceName())
              .isEqualTo("null-process-and-service-name");
        });
  }

  @Test
  void saysUnavailable_whenStorageIsAway() throws Exception {
    writer.failWith(StorageError.UNAVAILABLE);
    run(
        CollectorFixture.settings(),
        channel -> assertThat(statusOf(channel, new Metadata()).getCode())
            .isEqualTo(Status.Code.UNAVAILABLE));
  }

  @Test
  void tellsTenantsApart_inJaegersWords() throws Exception {
    run(
        CollectorFixture.settings().tenancy(new Tenancy(true, "x-tenant", Set.of("acme"))),
        channel -> {
          assertThat(statusOf(channel, header("x-tenant", "acme")).isOk()).isTrue();
          Status missing = statusOf(channel, new Metadata());
          assertThat(missing.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
          assertThat(missing.getDescription()).isEqualTo("missing tenant header");
          Status unknown = statusOf(channel, header("x-tenant", "other"));
          assertThat(unknown.getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
          assertThat(unknown.getDescription()).isEqualTo("unknown tenant");
          assertThat(statusOf(channel, header("x-tenant", "acme", "acme")).getDescription())
              .isEqualTo("extra tenant header");
        });
  }

  @Test
  void servesTlsWithClientCertificates_andTokens() throws Exception {
    TestCertificate own = TestCertificate.create(directory, "server", "EC");
    TestCertificate client = TestCertificate.create(directory, "client", "EC");
    Path tokens = Files.writeString(directory.resolve("tokens"), "secret-token\n");
    ListenerSettings listener = new ListenerSettings(
        new HostPort("127.0.0.1", 0),
        new TlsFiles(
            own.certificate(),
            own.key(),
            client.certificate(),
            List.of(),
            List.of(),
            Duration.ZERO),
        new AuthFiles(null, tokens),
        List.of(),
        List.of());
    CollectorSettings.Builder settings =
        CollectorFixture.settings().listen(ReceiverKind.JAEGER_GRPC, listener);
    try (CollectorFixture collector = new CollectorFixture(writer, settings)) {
      ManagedChannel channel = NettyChannelBuilder.forAddress(
              "localhost", collector.port(ReceiverKind.JAEGER_GRPC))
          .sslContext(GrpcSslContexts.forClient()
              .trustManager(own.certificate().toFile())
              .keyManager(client.certificate().toFile(), client.key().toFile())
              .build())
          .build();
      ManagedChannel plain = NettyChannelBuilder.forAddress(
              "127.0.0.1", collector.port(ReceiverKind.JAEGER_GRPC))
          .usePlaintext()
          .build();
      try {
        assertThat(statusOf(channel, header("authorization", "Bearer secret-token"))
                .isOk())
            .isTrue();
        assertThat(statusOf(channel, header("authorization", "Bearer other")).getCode())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(statusOf(plain, new Metadata()).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
      } finally {
        channel.shutdownNow();
        plain.shutdownNow();
      }
    }
  }

  @Test
  void refusesWrongIds() throws Exception {
    run(CollectorFixture.settings(), channel -> {
      PostSpansRequest.Builder wrong = request(1).toBuilder();
      wrong
          .getBatchBuilder()
          .getSpansBuilder(0)
          .setTraceId(com.google.protobuf.ByteString.copyFrom(new byte[5]));
      assertThatThrownBy(
              () -> CollectorServiceGrpc.newBlockingStub(channel).postSpans(wrong.build()))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL))
          .hasMessageContaining(
              "failed to unmarshal the received message: invalid length for TraceID");
    });
  }
}
