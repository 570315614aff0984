// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.BindableService;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.TraceArchiver;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.storage.TraceStorage;
import java.time.Clock;
import java.util.List;

/** Jaeger's query services on a storage. */
public final class QueryServices {
  private QueryServices() {}

  /** The services of both generations and, where the storage can measure, that of metrics. */
  public static List<BindableService> of(
      TraceStorage storage,
      TraceFetcher fetcher,
      TraceArchiver archiver,
      QueryExecutor executor,
      QueryLimits limits,
      Clock clock) {
    GrpcCalls calls = new GrpcCalls(executor, limits);
    Catalog catalog = new Catalog(storage);
    return List.of(
        new QueryServiceV2(calls, catalog, fetcher, archiver),
        new QueryServiceV3(calls, catalog, fetcher),
        new MetricsService(calls, storage, clock));
  }
}
