// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.query.adjust.TraceAdjusters;
import io.tracingonsls.query.fetch.QueryExecutor;
import io.tracingonsls.query.fetch.SpanBudget;
import io.tracingonsls.query.fetch.TraceArchiver;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.TraceStorage;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What both listeners of a query server share.
 *
 * @param senders threads that send long answers, read files of the UI and check passwords
 * @param authenticator null when nobody is asked
 */
record QueryParts(
    QuerySettings settings,
    TraceStorage storage,
    TraceFetcher fetcher,
    TraceArchiver archiver,
    QueryExecutor executor,
    ExecutorService senders,
    @Nullable Authenticator authenticator)
    implements AutoCloseable {

  /**
   * Makes the parts and their threads.
   *
   * @throws IOException if a file of passwords or tokens can't be used
   */
  static QueryParts of(QuerySettings settings, TraceStorage primary, @Nullable TraceStorage archive)
      throws IOException {
    int running = settings.limits().maxRunning();
    // Each running read can have one long answer on its way, and some have ended reading but not
    // sending.
    ExecutorService senders = BlockingExecutors.bounded("query-send", running * 2, 1_000);
    TraceFetcher fetcher = new TraceFetcher(
        primary,
        archive,
        TraceAdjusters.standard(settings.maxClockSkew()),
        new SpanBudget(settings.limits().maxHeldSpans()));
    try {
      return new QueryParts(
          settings,
          primary,
          fetcher,
          new TraceArchiver(fetcher, archive),
          new QueryExecutor("query-read", running, settings.limits().maxWaiting()),
          senders,
          settings.auth().load(senders));
    } catch (IOException | RuntimeException failure) {
      senders.shutdownNow();
      throw failure;
    }
  }

  @Override
  public void close() {
    executor.close();
    senders.shutdownNow();
  }
}
