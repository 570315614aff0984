// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.grpc.BindableService;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslProvider;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.grpc.GrpcServer;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The gRPC listeners. */
final class GrpcReceivers {
  private GrpcReceivers() {}

  static Receiver jaeger(ListenerSettings settings, ReceiverContext context) throws IOException {
    return start(
        ReceiverKind.JAEGER_GRPC,
        settings,
        context,
        List.of(new JaegerGrpcService(context), new SamplingService(context)));
  }

  static Receiver otlp(ListenerSettings settings, ReceiverContext context) throws IOException {
    return start(ReceiverKind.OTLP_GRPC, settings, context, List.of(new OtlpGrpcService(context)));
  }

  private static Receiver start(
      ReceiverKind kind,
      ListenerSettings settings,
      ReceiverContext context,
      List<BindableService> services)
      throws IOException {
    ReceiverContext.GrpcLimits limits = context.grpcLimits();
    GrpcServer.Builder builder = GrpcServer.builder(kind.flag(), settings.address())
        .eventLoops(context.loops())
        .maxMessageBytes(limits.maxMessageBytes())
        .maxConnections(context.httpLimits().maxConnections())
        .onRefused(context.httpMetrics()::rejected)
        .maxConnectionAge(limits.maxConnectionAge(), limits.maxConnectionAgeGrace())
        .interceptor(new TenantInterceptor(context.tenancy()));
    Authenticator authenticator = settings.auth().load(context.decoding());
    if (authenticator != null) {
      builder.authenticator(authenticator);
    }
    services.forEach(builder::service);
    TlsFiles files = settings.tls();
    ServerTls tls = files == null
        ? null
        : ServerTls.load(files, b -> GrpcSslContexts.configure(b, SslProvider.JDK));
    if (tls != null) {
      builder.tls(tls.context());
    }
    GrpcServer server = builder.build();
    try {
      return new Running(server.start(), settings.address(), tls);
    } catch (RuntimeException e) {
      if (tls != null) {
        tls.close();
      }
      throw e;
    }
  }

  private record Running(
      GrpcServer server, HostPort wanted, @Nullable ServerTls tls) implements Receiver {
    @Override
    public HostPort address() {
      return wanted.withPort(server.port());
    }

    @Override
    public CompletableFuture<Void> close(Duration grace) {
      return server.closeAsync(grace).whenComplete((closed, failure) -> {
        if (tls != null) {
          tls.close();
        }
      });
    }
  }
}
