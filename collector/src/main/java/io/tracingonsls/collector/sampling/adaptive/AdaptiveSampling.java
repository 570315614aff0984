// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingSource;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.collector.sampling.StrategiesFile;
import io.tracingonsls.collector.sampling.adaptive.AdaptiveMetrics.Result;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One collector's part of adaptive sampling.
 *
 * <p>Threads: receivers call {@link #record} and {@link #ask}, which touch memory only; one thread does a {@link #round} every second, under
 * a lock of its own: it stores the counts of windows that have ended and takes over or computes the probabilities after windows that have
 * closed. A store that is away leaves the last probabilities in force; counts wait for it until their window closes.
 */
public final class AdaptiveSampling implements SamplingSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdaptiveSampling.class);
  private static final long ROUND_MILLIS = 1_000;
  private static final long PAUSE_MILLIS = 5_000;
  private static final long LONGEST_STAGGER_MILLIS = 10_000;
  private static final Duration CALL_TIME = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIME = Duration.ofSeconds(2);

  private record Ended(long window, WindowCounts counts) {}

  private final AdaptiveSettings settings;
  private final SamplingStore store;
  private final StrategiesFile file;
  private final Clock clock;
  private final String collector;
  private final long staggerMillis;
  private final AdaptiveMetrics metrics;
  private final AgreedProbabilities agreed;
  private final Object rounds = new Object();
  private final Deque<Ended> ended = new ArrayDeque<>();
  private volatile WindowCounts counts = new WindowCounts();
  private volatile @Nullable Probabilities current;
  private long window;
  private long pausedUntilMillis;
  private boolean prepared;
  private boolean failing;
  private @Nullable ScheduledExecutorService executor;

  /**
   * Makes no calls.
   *
   * @param file services that it names keep the strategy that it gives them
   * @param collector identity of this process, another one after each start
   */
  public AdaptiveSampling(
      AdaptiveSettings settings,
      SamplingStore store,
      StrategiesFile file,
      Clock clock,
      String collector,
      PrometheusRegistry registry) {
    this.settings = settings;
    this.store = store;
    this.file = file;
    this.clock = clock;
    this.collector = collector;
    this.metrics = new AdaptiveMetrics(registry);
    this.agreed = new AgreedProbabilities(settings, store, collector, metrics);
    this.window = settings.windowAt(clock.millis());
    // Whoever looks a little later mostly finds that another collector has done the work.
    long most = Math.min(LONGEST_STAGGER_MILLIS, 1000 * settings.intervalSeconds() / 4);
    this.staggerMillis = Math.floorMod(collector.hashCode(), most + 1);
  }

  /** Begins with the rounds; closing ends them. */
  public synchronized void start() {
    if (executor != null) {
      return;
    }
    ScheduledExecutorService made =
        Executors.newSingleThreadScheduledExecutor(BlockingExecutors.factory("adaptive-sampling"));
    ScheduledFuture<?> running =
        made.scheduleWithFixedDelay(this::safeRound, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    LOG.debug("adaptive sampling as {}: {}", collector, !running.isCancelled());
    executor = made;
  }

  private void safeRound() {
    try {
      round();
    } catch (RuntimeException bug) {
      LOG.error("adaptive sampling failed unexpectedly", bug);
    }
  }

  /** Looks at the root spans of a batch. */
  public void record(SpanBatch batch) {
    RootSpans.count(batch, counts);
  }

  /** Does what is due. */
  void round() {
    synchronized (rounds) {
      long now = clock.millis();
      endWindow(settings.windowAt(now));
      if (now < pausedUntilMillis) {
        return;
      }
      try {
        prepare();
        store(now, CALL_TIME);
        long due = settings.lastClosed(now - staggerMillis);
        Probabilities known = current;
        if (known == null || known.window() < due) {
          show(agreed.after(due, known == null ? Probabilities.none(due) : known));
        }
        failing = false;
      } catch (StorageException failed) {
        pausedUntilMillis = now + PAUSE_MILLIS;
        metrics.window(Result.FAILED);
        report(failed);
      }
    }
  }

  private void prepare() {
    if (!prepared) {
      store.prepare(ReadContext.within(CALL_TIME));
      prepared = true;
    }
  }

  private void show(Probabilities probabilities) {
    current = probabilities;
    metrics.show(probabilities);
  }

  private void report(StorageException failed) {
    if (!failing) {
      LOG.warn("adaptive sampling stands still: {}", failed.getMessage());
    }
    failing = true;
  }

  /** Spans that are just being counted may still go to the old counts, which are not stored before the next line of the caller. */
  private void endWindow(long present) {
    if (present > window) {
      if (!counts.isEmpty()) {
        ended.add(new Ended(window, counts));
        counts = new WindowCounts();
        dropOldest();
      }
      window = present;
    }
  }

  /** However long the store stays away, what waits for it takes no more memory than two full windows. */
  private void dropOldest() {
    long operations = ended.stream().mapToLong(one -> one.counts().operations()).sum();
    while (operations > 2L * WindowCounts.MAX_OPERATIONS) {
      operations -= ended.remove().counts().operations();
      metrics.window(Result.LOST);
    }
  }

  /** Counts of a window that has closed would be seen by some collectors only, so nobody gets them. */
  private void store(long now, Duration timeout) {
    long closed = settings.lastClosed(now);
    for (Ended oldest = ended.peek(); oldest != null; oldest = ended.peek()) {
      if (oldest.window() <= closed) {
        metrics.window(Result.LOST);
      } else {
        store.writeThroughput(
            oldest.window(), collector, oldest.counts().rows(), ReadContext.within(timeout));
      }
      ended.remove();
    }
  }

  /** Fails until the store has been asked for the first time: clients then keep what they have. */
  @Override
  public CompletionStage<SamplingStrategy> ask(String service) {
    SamplingStrategy fixed = file.named(service);
    Probabilities probabilities = current;
    if (fixed == null && probabilities == null) {
      return CompletableFuture.failedStage(
          new IllegalStateException("sampling probabilities are not known yet"));
    }
    return CompletableFuture.completedStage(
        fixed == null && probabilities != null ? strategy(probabilities.service(service)) : fixed);
  }

  private SamplingStrategy strategy(@Nullable OperationTable operations) {
    return SamplingStrategy.byOperation(new SamplingStrategy.PerOperation(
        settings.initialProbability(),
        settings.minSamplesPerSecond(),
        operations == null ? List.of() : operations.strategies()));
  }

  /** Ends the rounds and stores what was counted in the present window, if that works at once. */
  @Override
  public synchronized void close() {
    if (executor == null) {
      return;
    }
    executor.shutdownNow();
    executor = null;
    synchronized (rounds) {
      endWindow(Long.MAX_VALUE);
      try {
        if (prepared && !failing) {
          store(clock.millis(), CLOSE_TIME);
        }
      } catch (StorageException away) {
        LOG.debug("the last sampling counts are lost: {}", away.getMessage());
      }
    }
  }
}
