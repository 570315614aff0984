// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.LogRequestParser;
import io.tracingonsls.query.parse.V3SearchParser;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.server.auth.AuthGate;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.http.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the HTTP routes together: who may ask, both generations of the API, our own additions, the UI. */
final class QueryRoutes {
  /** Jaeger's UI gives up its v3 calls after ten seconds and asks once more; an error before that saves the second question. */
  private static final Duration UI_PATIENCE = Duration.ofSeconds(9);

  private final QueryParts parts;
  private final QuerySettings settings;
  private final QueryCalls calls;
  private final QueryCalls impatientCalls;
  private final LegacyTraceRoutes.NotFound notFound;

  private QueryRoutes(QueryParts parts) {
    this.parts = parts;
    this.settings = parts.settings();
    BearerTokens tokens =
        settings.bearerTokenPropagation() ? BearerTokens.PROPAGATED : BearerTokens.IGNORED;
    this.calls = new QueryCalls(parts.executor(), settings.limits(), tokens);
    this.impatientCalls = new QueryCalls(parts.executor(), impatient(settings.limits()), tokens);
    this.notFound = new LegacyTraceRoutes.NotFound(lookback(settings.lookback()));
  }

  /**
   * The router of a query server.
   *
   * @throws IllegalArgumentException if a file of the UI can't be used
   */
  static Router of(QueryParts parts) {
    return new QueryRoutes(parts).router();
  }

  private Router router() {
    String base = settings.basePath();
    Router.Builder router = Router.builder().errors(new ApiErrors(base));
    Authenticator authenticator = parts.authenticator();
    if (authenticator != null || settings.trustedProxy() != null) {
      router.gate(new AuthGate(authenticator, settings.trustedProxy()));
    }
    router.gate(new TenantGate(settings.tenancy(), base));
    addLegacy(router, base);
    addOwn(router, base);
    // One release of Jaeger's UI forgets the base path here, so both are served.
    for (String prefix : base.isEmpty() ? List.of("") : List.of(base, "")) {
      addV3(router, prefix);
    }
    ui().addTo(router);
    return router.build();
  }

  private void addLegacy(Router.Builder router, String base) {
    Clock clock = settings.clock();
    LegacySearchParser parser = new LegacySearchParser(settings.limits(), clock);
    new LegacyCatalogRoutes(calls, parts.storage(), clock).addTo(router, base);
    new LegacyTraceRoutes(calls, parts.fetcher(), parser, notFound).addTo(router, base);
    new ArchiveRoute(calls, parts.archiver(), parser, notFound).addTo(router, base);
    new MetricsRoutes(calls, parts.storage(), clock).addTo(router, base);
    new TransformRoute(calls).addTo(router, base);
    SampleRoutes.addTo(router, base);
  }

  private void addOwn(Router.Builder router, String base) {
    LegacySearchParser parser = new LegacySearchParser(settings.limits(), settings.clock());
    LogRequestParser logs = new LogRequestParser(
        settings.explorableLogstores().stream()
            .map(ExplorableLogstore::name)
            .collect(Collectors.toSet()),
        settings.clock());
    new ExportRoute(calls, parts.fetcher(), parser).addTo(router, base);
    new TagRoutes(calls, parts.storage()).addTo(router, base);
    new LogRoutes(calls, parts.storage(), logs).addTo(router, base);
    new ConsoleRoutes(calls, parts.storage(), parser, logs).addTo(router, base);
  }

  private void addV3(Router.Builder router, String base) {
    V3SearchParser parser = new V3SearchParser(settings.limits(), settings.clock());
    new V3Routes(impatientCalls, parts.storage(), parts.fetcher(), parser).addTo(router, base);
    new V3TraceRoutes(calls, parts.fetcher(), parser, notFound).addTo(router, base);
  }

  private UiRoutes ui() {
    Path directory = settings.staticFiles();
    UiFiles files = directory == null
        ? new BuiltInUiFiles(settings.builtInUi())
        : new DirectoryUiFiles(directory);
    IndexSource index = new IndexSource(settings, files, this::capabilities);
    return new UiRoutes(settings.basePath(), files, index, parts.senders());
  }

  private IndexPage.Capabilities capabilities() {
    return new IndexPage.Capabilities(
        parts.archiver().enabled(),
        parts.storage().capabilities().metrics(),
        parts.storage().capabilities().searchWithoutService(),
        parts.storage().consoleLinks().available(),
        settings.explorableLogstores());
  }

  static QueryLimits impatient(QueryLimits limits) {
    return limits.timeout().compareTo(UI_PATIENCE) > 0 ? limits.withTimeout(UI_PATIENCE) : limits;
  }

  private static String lookback(@Nullable Duration lookback) {
    if (lookback == null) {
      return "";
    }
    return lookback.toHours() % 24 == 0 ? lookback.toDays() + "d" : lookback.toHours() + "h";
  }
}
