// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes demo traffic on a thread of its own: the last hour at once, then each second as it passes. A refused batch is written again until
 * the feeder is closed, so the demo also shows what an outage looks like afterwards.
 */
public final class DemoFeeder implements AutoCloseable {
  /** How far back the history reaches. */
  public static final Duration HISTORY = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(DemoFeeder.class);
  private static final int SPANS_PER_BATCH = 1_000;
  private static final long RETRY_MILLIS = 500;

  private final DemoTraffic traffic;
  private final DemoSink sink;
  private final Clock clock;
  private final DemoProgress progress;
  private final Thread thread = new Thread(this::run, "demo-feeder");
  private final CompletableFuture<Long> history = new CompletableFuture<>();

  /**
   * Makes a feeder; {@link #start()} starts it.
   *
   * @param progressFile remembers what was written across restarts
   */
  public DemoFeeder(DemoTraffic traffic, DemoSink sink, Clock clock, Path progressFile) {
    this.traffic = traffic;
    this.sink = sink;
    this.clock = clock;
    this.progress = new DemoProgress(progressFile);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Completes with the number of history spans once all are stored. */
  public CompletableFuture<Long> historyWritten() {
    return history.copy();
  }

  /** Stops after the batch in hand. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      long now = clock.instant().getEpochSecond();
      long next = Math.max(progress.nextSecond(), now - HISTORY.toSeconds());
      history.complete(write(next, now));
      LOG.info("demo: history written, going on live");
      for (next = now; ; next = now) {
        TimeUnit.MILLISECONDS.sleep(1_000 - Math.floorMod(clock.millis(), 1_000L));
        now = clock.instant().getEpochSecond();
        write(next, now);
      }
    } catch (InterruptedException closed) {
      history.completeExceptionally(closed);
    } catch (IOException failure) {
      history.completeExceptionally(failure);
      LOG.warn("demo: stopped, its progress can't be saved: {}", failure.getMessage());
    }
  }

  private long write(long fromSecond, long toSecond) throws InterruptedException, IOException {
    long written = 0;
    List<ResourceSpans> waiting = new ArrayList<>();
    int waitingSpans = 0;
    for (long second = fromSecond; second < toSecond; second++) {
      for (SpanBatch trace : traffic.startingIn(second)) {
        waiting.addAll(trace.resources());
        waitingSpans += trace.spanCount();
      }
      if (waitingSpans >= SPANS_PER_BATCH || second == toSecond - 1) {
        store(new SpanBatch(waiting));
        progress.save(second + 1);
        written += waitingSpans;
        waiting.clear();
        waitingSpans = 0;
      }
    }
    return written;
  }

  private void store(SpanBatch batch) throws InterruptedException {
    while (batch.spanCount() > 0) {
      try {
        sink.write(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return;
      } catch (ExecutionException | TimeoutException refused) {
        LOG.debug("demo: batch refused, trying again", refused);
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }
}
