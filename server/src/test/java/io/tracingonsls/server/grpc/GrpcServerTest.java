// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.ListenException;
import io.tracingonsls.server.auth.Authenticator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcServerTest {
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  private final ExecutorService writers = Executors.newSingleThreadExecutor();
  private ManagedChannel channel;
  private GrpcServer server;

  /** Streams many answers to one question, on its own thread: stands for any service. */
  private final class Watcher extends HealthGrpc.HealthImplBase {
    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> observer) {
      BlockingResponses<HealthCheckResponse> responses = new BlockingResponses<>(
          (ServerCallStreamObserver<HealthCheckResponse>) observer,
          Duration.ofSeconds(20),
          () -> {});
      writers.execute(() -> {
        for (int i = 0; i < 20_000; i++) {
          responses.send(HealthCheckResponse.newBuilder().setStatusValue(i).build());
        }
        responses.complete();
      });
    }
  }

  @AfterEach
  void stop() {
    if (channel != null) {
      channel.shutdownNow();
    }
    if (server != null) {
      server.close();
      server.close();
    }
    writers.shutdownNow();
  }

  private void start(GrpcServer.Builder builder) {
    server = builder.build().start();
    channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
        .usePlaintext()
        .build();
  }

  @Test
  void connectionsBeyondTheLimit_areClosed_untilOthersEnd() throws Exception {
    List<String> refused = new CopyOnWriteArrayList<>();
    start(GrpcServer.builder("test", ANY).maxConnections(1).onRefused(refused::add));
    try (Socket first = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(isServed(first)).isTrue();
      try (Socket second = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        assertThat(isServed(second)).isFalse();
      }
      assertThat(refused).containsExactly("connections");
    }
    long deadline = System.nanoTime() + 20_000_000_000L;
    boolean served = false;
    while (!served) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      try (Socket third = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        served = isServed(third);
      }
    }
  }

  /** A server speaks first, with its settings. */
  private static boolean isServed(Socket socket) throws IOException {
    socket.setSoTimeout(20_000);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketException reset) {
      return false;
    }
  }

  @Test
  void health_isReportedPerService() {
    start(GrpcServer.builder("test", ANY).service(new NamedService()));
    HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
    for (String service : new String[] {"", "tests.Named"}) {
      assertThat(health
              .check(HealthCheckRequest.newBuilder().setService(service).build())
              .getStatus())
          .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }
  }

  /** Some service with a name of its own. */
  private static final class NamedService implements io.grpc.BindableService {
    @Override
    public io.grpc.ServerServiceDefinition bindService() {
      return io.grpc.ServerServiceDefinition.builder("tests.Named").build();
    }
  }

  @Test
  void reflection_listsServices() throws Exception {
    start(GrpcServer.builder("test", ANY));
    BlockingQueue<ServerReflectionResponse> answers = new ArrayBlockingQueue<>(1);
    StreamObserver<ServerReflectionRequest> questions = ServerReflectionGrpc.newStub(channel)
        .serverReflectionInfo(new StreamObserver<>() {
          @Override
          public void onNext(ServerReflectionResponse answer) {
            answers.add(answer);
          }

          @Override
          public void onError(Throwable failure) {}

          @Override
          public void onCompleted() {}
        });
    questions.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    assertThat(answers.poll(20, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
        .extracting(service -> service.getName())
        .contains("grpc.health.v1.Health", "grpc.reflection.v1alpha.ServerReflection");
    questions.onCompleted();
  }

  @Test
  void longStream_waitsForASlowClient() {
    start(GrpcServer.builder("test", ANY).service(new Renamed(new Watcher())));
    Iterator<HealthCheckResponse> answers = Renamed.call(channel);
    int count = 0;
    while (answers.hasNext()) {
      assertThat(answers.next().getStatusValue()).isEqualTo(count++);
    }
    assertThat(count).isEqualTo(20_000);
  }

  /** The watcher under a name that does not collide with the server's own health service. */
  private record Renamed(Watcher watcher) implements io.grpc.BindableService {
    private static final io.grpc.MethodDescriptor<HealthCheckRequest, HealthCheckResponse> WATCH =
        HealthGrpc.getWatchMethod().toBuilder()
            .setFullMethodName("test.Watcher/Watch")
            .build();

    @Override
    public io.grpc.ServerServiceDefinition bindService() {
      return io.grpc.ServerServiceDefinition.builder("test.Watcher")
          .addMethod(WATCH, io.grpc.stub.ServerCalls.asyncServerStreamingCall(watcher::watch))
          .build();
    }

    static Iterator<HealthCheckResponse> call(io.grpc.Channel channel) {
      return io.grpc.stub.ClientCalls.blockingServerStreamingCall(
          channel, WATCH, io.grpc.CallOptions.DEFAULT, HealthCheckRequest.getDefaultInstance());
    }
  }

  @Test
  void strangers_areRefused() {
    Authenticator slow = new Authenticator() {
      @Override
      public CompletionStage<Boolean> verify(String authorization) {
        return CompletableFuture.supplyAsync(() -> "Bearer good".equals(authorization), writers);
      }

      @Override
      public String challenge() {
        return "Bearer";
      }
    };
    ExecutorService watcherThreads = writers;
    assertThat(watcherThreads.isShutdown()).isFalse();
    start(GrpcServer.builder("test", ANY).service(new Renamed(new Watcher())).authenticator(slow));
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> Renamed.call(channel).hasNext())
        .withMessage("UNAUTHENTICATED: authentication required");
    Metadata headers = new Metadata();
    headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer good");
    assertThat(Renamed.call(io.grpc.ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
            .next()
            .getStatusValue())
        .isZero();
  }

  @Test
  void takenPort_isNamed() {
    start(GrpcServer.builder("test", ANY));
    HostPort taken = new HostPort("127.0.0.1", server.port());
    assertThatExceptionOfType(ListenException.class)
        .isThrownBy(() -> GrpcServer.builder("second", taken).build().start())
        .withMessageContaining(String.valueOf(server.port()));
    assertThat(List.of(server)).hasSize(1);
  }
}
