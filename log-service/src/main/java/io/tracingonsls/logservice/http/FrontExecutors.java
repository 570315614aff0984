// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.server.lifecycle.BlockingExecutors;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that serve calls, apart for writes, queries and administration so that none starves another. */
public final class FrontExecutors implements AutoCloseable {
  private static final int WAITING_WRITES = 2048;
  private static final int WAITING_CALLS = 512;

  private final ExecutorService write;
  private final ExecutorService query;
  private final ExecutorService admin;
  private final ScheduledThreadPoolExecutor scheduler;

  /** Threads start with the first use. */
  public FrontExecutors(int writeThreads, int queryThreads) {
    this.write = BlockingExecutors.bounded("log-service-write", writeThreads, WAITING_WRITES);
    this.query = BlockingExecutors.bounded("log-service-query", queryThreads, WAITING_CALLS);
    this.admin = BlockingExecutors.bounded("log-service-admin", 1, WAITING_CALLS);
    this.scheduler =
        new ScheduledThreadPoolExecutor(1, BlockingExecutors.factory("log-service-timer"));
  }

  ExecutorService write() {
    return write;
  }

  ExecutorService query() {
    return query;
  }

  ExecutorService admin() {
    return admin;
  }

  ScheduledExecutorService scheduler() {
    return scheduler;
  }

  /** Lets running calls end within ten seconds, then interrupts them. */
  @Override
  public void close() {
    List<ExecutorService> all = List.of(write, query, admin, scheduler);
    all.forEach(ExecutorService::shutdown);
    try {
      for (ExecutorService executor : all) {
        if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
          executor.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      all.forEach(ExecutorService::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
