// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.grpc.BindableService;
import io.netty.handler.ssl.SslContext;
import io.tracingonsls.query.adjust.TraceAdjusters;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.SpanBudget;
import io.tracingonsls.query.fetch.TraceArchiver;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.LogRequestParser;
import io.tracingonsls.query.parse.V3SearchParser;
import io.tracingonsls.query.serve.grpc.QueryServices;
import io.tracingonsls.query.serve.grpc.TenantInterceptor;
import io.tracingonsls.server.grpc.GrpcServer;
import io.tracingonsls.server.http.Headers;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.TraceStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Jaeger's query server on a storage. Thread-safe; the storages stay the caller's to close, after this. */
public final class QueryServer implements AutoCloseable {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private final QueryExecutor executor;
  private final ExecutorService senders;
  private final HttpServer http;
  private final GrpcServer grpc;

  private QueryServer(
      QueryExecutor executor, ExecutorService senders, HttpServer http, GrpcServer grpc) {
    this.executor = executor;
    this.senders = senders;
    this.http = http;
    this.grpc = grpc;
  }

  /**
   * Starts to serve.
   *
   * @param archive where traces are archived to, and looked for when the primary store has none; null for no archive
   * @throws IllegalArgumentException if a file of the UI can't be used
   * @throws io.tracingonsls.server.ListenException if an address can't be taken
   */
  public static QueryServer start(
      QuerySettings settings, TraceStorage primary, @Nullable TraceStorage archive) {
    int running = settings.limits().maxRunning();
    QueryExecutor executor =
        new QueryExecutor("query-read", running, settings.limits().maxWaiting());
    // Each running read can have one long answer on its way, and some have ended reading but not
    // sending.
    ExecutorService senders = BlockingExecutors.bounded("query-send", running * 2, 1_000);
    HttpServer http = null;
    try {
      TraceFetcher fetcher = new TraceFetcher(
          primary,
          archive,
          TraceAdjusters.standard(settings.maxClockSkew()),
          new SpanBudget(settings.limits().maxHeldSpans()));
      TraceArchiver archiver = new TraceArchiver(fetcher, archive);
      Router router = router(settings, primary, fetcher, archiver, executor, senders);
      http = http(settings, router, senders);
      GrpcServer grpc = grpc(
          settings,
          QueryServices.of(
              primary, fetcher, archiver, executor, settings.limits(), settings.clock()));
      return new QueryServer(executor, senders, http, grpc);
    } catch (RuntimeException failure) {
      if (http != null) {
        http.close();
      }
      executor.close();
      senders.shutdownNow();
      throw failure;
    }
  }

  private static HttpServer http(QuerySettings settings, Router router, ExecutorService senders) {
    HttpServer.Builder http = HttpServer.builder("query", settings.httpAddress(), router)
        .blockingExecutor(senders)
        .observer(settings.observer())
        .clock(settings.clock())
        .defaultHeaders(headers(settings));
    Supplier<SslContext> tls = settings.tls();
    if (tls != null) {
      http.tls(tls);
    }
    return http.build().start();
  }

  private static GrpcServer grpc(QuerySettings settings, List<BindableService> services) {
    GrpcServer.Builder grpc = GrpcServer.builder("query-grpc", settings.grpcAddress());
    services.forEach(grpc::service);
    Tenancy tenancy = settings.tenancy();
    if (tenancy.enabled()) {
      grpc.interceptor(new TenantInterceptor(tenancy.header(), tenancy.tenants()));
    }
    // Added last, they run first: nobody learns about tenants before it is known who asks.
    settings.grpcInterceptors().forEach(grpc::interceptor);
    SslContext tls = settings.grpcTls();
    if (tls != null) {
      grpc.tls(tls);
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

  private static Router router(
      QuerySettings settings,
      TraceStorage primary,
      TraceFetcher fetcher,
      TraceArchiver archiver,
      QueryExecutor executor,
      ExecutorService senders) {
    String base = settings.basePath();
    QueryCalls calls = new QueryCalls(executor, settings.limits());
    LegacySearchParser legacy = new LegacySearchParser(settings.limits(), settings.clock());
    LegacyTraceRoutes.NotFound notFound =
        new LegacyTraceRoutes.NotFound(lookback(settings.lookback()));
    Router.Builder router = Router.builder().errors(new ApiErrors(base));
    settings.gates().forEach(router::gate);
    router.gate(new TenantGate(settings.tenancy(), base));
    new LegacyCatalogRoutes(calls, primary, settings.clock()).addTo(router, base);
    new LegacyTraceRoutes(calls, fetcher, legacy, notFound).addTo(router, base);
    new ArchiveRoute(calls, archiver, legacy, notFound).addTo(router, base);
    new MetricsRoutes(calls, primary, settings.clock()).addTo(router, base);
    new TransformRoute(calls).addTo(router, base);
    new ExportRoute(calls, fetcher, legacy).addTo(router, base);
    new TagRoutes(calls, primary).addTo(router, base);
    new LogRoutes(
            calls, primary, new LogRequestParser(settings.explorableLogstores(), settings.clock()))
        .addTo(router, base);
    SampleRoutes.addTo(router, base);
    V3SearchParser v3 = new V3SearchParser(settings.limits(), settings.clock());
    // One release of Jaeger's UI forgets the base path here, so both are served.
    for (String prefix : base.isEmpty() ? List.of("") : List.of(base, "")) {
      new V3Routes(calls, primary, fetcher, v3).addTo(router, prefix);
      new V3TraceRoutes(calls, fetcher, v3, notFound).addTo(router, prefix);
    }
    ui(settings, primary, archiver.enabled(), senders).addTo(router);
    return router.build();
  }

  private static UiRoutes ui(
      QuerySettings settings, TraceStorage primary, boolean archive, ExecutorService senders) {
    Path directory = settings.staticFiles();
    UiFiles files = directory == null ? new ClasspathUiFiles() : new DirectoryUiFiles(directory);
    IndexSource index = new IndexSource(
        settings,
        files,
        () -> new IndexPage.Capabilities(
            archive,
            primary.capabilities().metrics(),
            primary.capabilities().searchWithoutService()));
    return new UiRoutes(settings.basePath(), files, index, senders);
  }

  private static String lookback(@Nullable Duration lookback) {
    if (lookback == null) {
      return "";
    }
    return lookback.toHours() % 24 == 0 ? lookback.toDays() + "d" : lookback.toHours() + "h";
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
    return executor.running();
  }

  /** Stops accepting, lets answers in work finish within the grace, then cuts the rest. May be called again. */
  public CompletableFuture<Void> closeAsync(Duration grace) {
    CompletableFuture<Void> listeners =
        CompletableFuture.allOf(http.closeAsync(grace), grpc.closeAsync(grace));
    return listeners.whenComplete((closed, failure) -> {
      executor.close();
      senders.shutdownNow();
    });
  }

  /** As {@link #closeAsync} with five seconds, waiting for the end. */
  @Override
  public void close() {
    closeAsync(CLOSE_GRACE).join();
  }
}
