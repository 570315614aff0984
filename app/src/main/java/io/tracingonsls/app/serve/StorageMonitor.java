// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import io.tracingonsls.server.admin.AdminRoutes.PartStatus;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceStorage;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the storage usable and watches it. A storage that is away at start does not keep the listeners closed: they answer 503 until it
 * is back, and this goes on trying. Shows its findings in {@code /status} and as metric {@code storage_up}.
 */
final class StorageMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StorageMonitor.class);
  private static final Duration PREPARE_TIMEOUT = Duration.ofSeconds(90);
  private static final long START_SECONDS = 5;
  private static final long WHILE_DOWN_SECONDS = 2;
  private static final long WHILE_UP_SECONDS = 15;

  private final TraceStorage storage;
  private final Set<String> tenants;
  private final StorageMetrics metrics;
  private final Thread thread = new Thread(this::watch, "storage-monitor");
  private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
  private volatile Health last = Health.down("not asked yet");
  private boolean prepared;

  /** {@code tenants} are prepared with the storage. */
  StorageMonitor(TraceStorage storage, Set<String> tenants, StorageMetrics metrics) {
    this.storage = storage;
    this.tenants = Set.copyOf(tenants);
    this.metrics = metrics;
    metrics.declare(
        StorageMetrics.Kind.GAUGE,
        "storage_up",
        "1 when the storage answered last time, 0 when not.");
    thread.setDaemon(true);
  }

  /**
   * Prepares the storage and starts to watch it. Waits a few seconds for the first, so that a storage that is there is ready and one that
   * is configured wrongly is found out; what takes longer goes on while the process serves.
   *
   * @throws StorageException if the storage can never be used as it is configured
   */
  void start() {
    thread.start();
    try {
      firstTry.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException away) {
      if (firstTry.complete(null)) {
        LOG.warn("storage: not ready after {} s, starting without it", START_SECONDS);
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException("storage: " + failed.getMessage(), failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was found last. */
  PartStatus status() {
    Health health = last;
    return new PartStatus(health.up(), health.detail());
  }

  private void prepare() {
    try {
      storage.prepare(PREPARE_TIMEOUT);
      tenants.forEach(tenant -> storage.prepareTenant(tenant, PREPARE_TIMEOUT));
      prepared = true;
      report(Health.UP);
    } catch (StorageException failure) {
      if (!failure.error().retryable()) {
        throw failure;
      }
      report(Health.down(String.valueOf(failure.getMessage())));
    }
  }

  private void report(Health health) {
    if (health.up() != last.up() || !last.detail().equals(health.detail())) {
      if (health.up()) {
        LOG.debug("storage: usable");
      } else {
        LOG.warn("storage: {}", health.detail());
      }
    }
    last = health;
    metrics.gauge("storage_up", health.up() ? 1 : 0);
  }

  private void watch() {
    try {
      prepare();
      firstTry.complete(null);
    } catch (RuntimeException permanent) {
      if (firstTry.completeExceptionally(permanent)) {
        return;
      }
      report(Health.down(String.valueOf(permanent.getMessage())));
    }
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(last.up() ? WHILE_UP_SECONDS : WHILE_DOWN_SECONDS);
        if (prepared) {
          report(storage.check());
        } else {
          retry();
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void retry() {
    try {
      prepare();
    } catch (StorageException permanent) {
      report(Health.down(String.valueOf(permanent.getMessage())));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(5_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
