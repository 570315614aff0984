// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.grpc.BindableService;
import io.grpc.netty.GrpcSslContexts;
import io.tracingonsls.query.serve.grpc.BearerInterceptor;
import io.tracingonsls.query.serve.grpc.QueryServices;
import io.tracingonsls.query.serve.grpc.TenantInterceptor;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.grpc.GrpcServer;
import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Jaeger's query server on a storage. Thread-safe; the storages stay the caller's to close, after this. */
public final class QueryServer implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final Resources resources;
  private final QueryParts parts;
  private final HttpServer http;
  private final GrpcServer grpc;

  private QueryServer(Resources resources, QueryParts parts, HttpServer http, GrpcServer grpc) {
    this.resources = resources;
    this.parts = parts;
    this.http = http;
    this.grpc = grpc;
  }

  /** What has to be freed, the last first. */
  private static final class Resources {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
      open.push(resource);
      return resource;
    }

    synchronized void close() {
      for (AutoCloseable next = open.poll(); next != null; next = open.poll()) {
        try {
          next.close();
        } catch (Exception failure) {
          throw new IllegalStateException("a part of the query server does not close", failure);
        }
      }
    }
  }

  /**
   * Starts to serve.
   *
   * @param archive where traces are archived to, and looked for when the primary store has none; null for no archive
   * @throws IllegalArgumentException if a file of the UI, of certificates or of passwords can't be used
   * @throws io.tracingonsls.server.ListenException if an address can't be taken
   */
  public static QueryServer start(
      QuerySettings settings, TraceStorage primary, @Nullable TraceStorage archive) {
    Resources resources = new Resources();
    try {
      QueryParts parts = resources.add(QueryParts.of(settings, primary, archive));
      HttpServer http = resources.add(http(parts, resources));
      GrpcServer grpc = resources.add(grpc(parts, resources));
      return new QueryServer(resources, parts, http, grpc);
    } catch (IOException failure) {
      resources.close();
      throw new IllegalArgumentException(failure.getMessage(), failure);
    } catch (RuntimeException failure) {
      resources.close();
      throw failure;
    }
  }

  private static HttpServer http(QueryParts parts, Resources resources) throws IOException {
    QuerySettings settings = parts.settings();
    HttpServer.Builder http = HttpServer.builder(
            "query", settings.httpAddress(), QueryRoutes.of(parts))
        .blockingExecutor(parts.senders())
        .observer(settings.observer())
        .clock(settings.clock())
        .defaultHeaders(headers(settings));
    TlsFiles files = settings.httpTls();
    if (files != null) {
      ServerTls tls = resources.add(ServerTls.load(files));
      http.tls(tls::context);
    }
    return http.build().start();
  }

  private static GrpcServer grpc(QueryParts parts, Resources resources) throws IOException {
    QuerySettings settings = parts.settings();
    GrpcServer.Builder grpc = GrpcServer.builder("query-grpc", settings.grpcAddress());
    for (BindableService service : QueryServices.of(
        parts.storage(),
        parts.fetcher(),
        parts.archiver(),
        parts.executor(),
        settings.limits(),
        settings.clock())) {
      grpc.service(service);
    }
    Tenancy tenancy = settings.tenancy();
    if (tenancy.enabled()) {
      grpc.interceptor(new TenantInterceptor(tenancy.header(), tenancy.tenants()));
    }
    if (settings.bearerTokenPropagation()) {
      grpc.interceptor(new BearerInterceptor());
    }
    Authenticator authenticator = parts.authenticator();
    if (authenticator != null || settings.trustedProxy() != null) {
      // Added last, it runs first: nobody learns about tenants before it is known who asks.
      grpc.authenticator(authenticator, settings.trustedProxy());
    }
    TlsFiles files = settings.grpcTls();
    if (files != null) {
      grpc.tls(resources.add(ServerTls.load(files, GrpcSslContexts::configure)).context());
    }
    return grpc.build().start();
  }

  private static Headers headers(QuerySettings settings) {
    Headers headers = Headers.of(
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cross-Origin-Resource-Policy", "same-origin");
    if (settings.frameAncestors().equals("'none'")) {
      headers = headers.plus("X-Frame-Options", "DENY");
    }
    Headers[] all = {headers};
    settings.additionalHeaders().forEach((name, value) -> all[0] = all[0].with(name, value));
    return all[0];
  }

  /** The port of the HTTP API, also when any free one was asked for. */
  public int httpPort() {
    return http.port();
  }

  /** The port of the gRPC API. */
  public int grpcPort() {
    return grpc.port();
  }

  /** Reads in work. */
  public int runningQueries() {
    return parts.executor().running();
  }

  /** Stops accepting, lets answers in work finish within the grace, then cuts the rest. May be called again. */
  public CompletableFuture<Void> closeAsync(Duration grace) {
    return CompletableFuture.allOf(http.closeAsync(grace), grpc.closeAsync(grace))
        .whenComplete((closed, failure) -> resources.close());
  }

  /** As {@link #closeAsync} with five seconds, waiting for the end. */
  @Override
  public void close() {
    closeAsync(CLOSE_GRACE).join();
  }
}
