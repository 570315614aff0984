// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.app.cli.ProgramVersion;
import io.tracingonsls.app.cli.UsageException;
import io.tracingonsls.app.storage.StorageChoice;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.serve.BuildInfo;
import io.tracingonsls.query.serve.QueryServer;
import io.tracingonsls.query.serve.QuerySettings;
import io.tracingonsls.query.serve.Tenancy;
import io.tracingonsls.server.auth.TrustedProxy;
import io.tracingonsls.server.settings.DurationText;
import io.tracingonsls.server.settings.SettingValues;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.ui.UiAssets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Starts the query server. */
final class QueryPart {
  private static final String LOOKBACK = "aliyun-log.max-query-duration";

  private QueryPart() {}

  static QueryServer start(
      ServerProcess process, StorageChoice choice, TraceStorage storage, HttpMetrics metrics) {
    try {
      QuerySettings settings = settings(process, choice, metrics);
      TraceStorage archive = StoragePart.openArchive(process, choice);
      return process.add("query server", QueryServer.start(settings, storage, archive));
    } catch (IllegalArgumentException bad) {
      throw new UsageException("query: " + bad.getMessage());
    }
  }

  private static QuerySettings settings(
      ServerProcess process, StorageChoice choice, HttpMetrics metrics) {
    SettingValues values = process.values();
    ProgramVersion version = ProgramVersion.current();
    QuerySettings.Builder settings = QuerySettings.builder()
        .httpAddress(process.address(QueryFlags.HTTP))
        .grpcAddress(process.address(QueryFlags.GRPC))
        .basePath(values.get(QueryFlags.BASE_PATH))
        .builtInUi(UiAssets.packaged()::read)
        .staticFiles(values.find(QueryFlags.STATIC_FILES))
        .uiConfig(values.find(QueryFlags.UI_CONFIG))
        .maxClockSkew(values.get(QueryFlags.MAX_CLOCK_SKEW))
        .tenancy(tenancy(values))
        .auth(QueryFlags.AUTH.read(values))
        .trustedProxy(proxy(values))
        .bearerTokenPropagation(values.get(QueryFlags.BEARER_PROPAGATION))
        .httpTls(QueryFlags.HTTP_TLS.read(values))
        .grpcTls(QueryFlags.GRPC_TLS.read(values))
        .frameAncestors(values.get(QueryFlags.FRAME_ANCESTORS))
        .explorableLogstores(QueryFlags.logstores(values))
        .limits(QueryLimits.DEFAULTS
            .withMaxTraces(values.get(QueryFlags.MAX_TRACES))
            .withTimeout(values.get(QueryFlags.TIMEOUT))
            .withConcurrency(
                values.get(QueryFlags.MAX_RUNNING), values.get(QueryFlags.MAX_WAITING)))
        .lookback(lookback(choice))
        .build(new BuildInfo(version.version(), version.commit(), ""))
        .observer(metrics.of("query"))
        .clock(process.clock());
    values.get(QueryFlags.ADDITIONAL_HEADERS).forEach(settings::additionalHeader);
    return settings.build();
  }

  private static @Nullable TrustedProxy proxy(SettingValues values) {
    try {
      return TrustedProxy.of(
          values.get(QueryFlags.PROXY_HEADER), values.get(QueryFlags.PROXY_ADDRESSES));
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException("auth." + bad.getMessage(), bad);
    }
  }

  static Tenancy tenancy(SettingValues values) {
    return values.get(QueryFlags.TENANCY)
        ? new Tenancy(
            values.get(QueryFlags.TENANT_HEADER), Set.copyOf(values.get(QueryFlags.TENANTS)))
        : Tenancy.OFF;
  }

  private static @Nullable Duration lookback(StorageChoice choice) {
    String text = choice.settings().get(LOOKBACK);
    return text == null ? null : DurationText.parse(text);
  }
}
