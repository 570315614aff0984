// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.grpc.netty.GrpcSslContexts;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.serve.grpc.BearerInterceptor;
import io.tracingonsls.query.serve.grpc.RemoteStorageServices;
import io.tracingonsls.query.serve.grpc.TenantInterceptor;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.grpc.GrpcServer;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Jaeger's remote storage API on a storage: an upstream Jaeger keeps and finds its traces here. Thread-safe. */
public final class RemoteStorageServer implements AutoCloseable {
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private final QueryExecutor executor;
  private final @Nullable ServerTls tls;
  private final GrpcServer server;

  private RemoteStorageServer(QueryExecutor executor, @Nullable ServerTls tls, GrpcServer server) {
    this.executor = executor;
    this.tls = tls;
    this.server = server;
  }

  /**
   * How to serve.
   *
   * @param tls null for plain text
   */
  public record Settings(
      HostPort address, @Nullable TlsFiles tls, Tenancy tenancy, QueryLimits limits) {}

  /**
   * Starts to serve. The storages stay the caller's to close, after this.
   *
   * @param archive for old clients that ask for archived traces separately; null for none
   * @throws IllegalArgumentException if the certificates can't be used
   * @throws io.tracingonsls.server.ListenException if the address can't be taken
   */
  public static RemoteStorageServer start(
      Settings settings, TraceStorage storage, @Nullable TraceStorage archive) {
    QueryLimits limits = settings.limits();
    QueryExecutor executor =
        new QueryExecutor("remote-read", limits.maxRunning(), limits.maxWaiting());
    ServerTls tls = null;
    try {
      GrpcServer.Builder builder = GrpcServer.builder("remote-storage", settings.address())
          .maxMessageBytes(MAX_MESSAGE_BYTES)
          .healthName("jaeger.storage.v2.TraceWriter");
      RemoteStorageServices.of(storage, archive, executor, limits).forEach(builder::service);
      if (settings.tenancy().enabled()) {
        builder.interceptor(new TenantInterceptor(
            settings.tenancy().header(), settings.tenancy().tenants()));
      }
      builder.interceptor(new BearerInterceptor());
      TlsFiles files = settings.tls();
      if (files != null) {
        tls = ServerTls.load(files, GrpcSslContexts::configure);
        builder.tls(tls.context());
      }
      return new RemoteStorageServer(executor, tls, builder.build().start());
    } catch (IOException | RuntimeException failure) {
      executor.close();
      if (tls != null) {
        tls.close();
      }
      throw failure instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalArgumentException(failure.getMessage(), failure);
    }
  }

  /** The port really bound. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    if (tls != null) {
      tls.close();
    }
    executor.close();
  }
}
