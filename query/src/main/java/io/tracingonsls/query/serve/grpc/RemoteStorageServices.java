// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.BindableService;
import io.tracingonsls.query.adjust.TraceAdjusters;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.SpanBudget;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.storage.TraceStorage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The services through which an upstream Jaeger uses a storage of ours: {@code jaeger.storage.v2} for current ones, {@code jaeger.storage.v1}
 * for older ones. Writes of the newer come as OTLP.
 */
public final class RemoteStorageServices {
  private RemoteStorageServices() {}

  /**
   * All services.
   *
   * @param archive for old clients that ask for archived traces separately; null for none
   * @param executor runs the reads; stays the caller's
   */
  public static List<BindableService> of(
      TraceStorage storage,
      @Nullable TraceStorage archive,
      QueryExecutor executor,
      QueryLimits limits) {
    GrpcCalls calls = new GrpcCalls(executor, limits);
    Catalog catalog = new Catalog(storage);
    SpanBudget budget = new SpanBudget(limits.maxHeldSpans());
    TraceFetcher fetcher = new TraceFetcher(storage, null, TraceAdjusters.NONE, budget);
    List<BindableService> services = new ArrayList<>(List.of(
        new RemoteTraceReader(calls, catalog, fetcher),
        new RemoteTraceWriter(storage.spanWriter()),
        new RemoteDependencyReader(calls, catalog),
        new RemoteCapabilities(storage),
        new PluginSpanReader(calls, catalog, fetcher),
        new PluginSpanWriter.Primary(storage.spanWriter()),
        new PluginDependencies(calls, catalog),
        new PluginCapabilitiesService(archive != null)));
    if (archive != null) {
      services.add(new PluginArchiveReader(
          calls, new TraceFetcher(archive, null, TraceAdjusters.NONE, budget)));
      services.add(new PluginSpanWriter.Archive(archive.spanWriter()));
    }
    return services;
  }
}
