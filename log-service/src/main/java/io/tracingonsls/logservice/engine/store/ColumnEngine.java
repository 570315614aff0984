// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogEngine;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import io.tracingonsls.logservice.engine.segment.ByteCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine on disk. Owns its threads: two for appends, two for background work, one for the maintenance rhythm. */
public final class ColumnEngine implements LogEngine {
  private static final Logger LOG = LoggerFactory.getLogger(ColumnEngine.class);
  private static final int THREADS = 2;
  private static final int STOP_SECONDS = 10;

  private final Path root;
  private final EngineLock folderLock;
  private final StoreContext context;
  private final ExecutorService appendPool;
  private final ExecutorService backgroundPool;
  private final ScheduledExecutorService maintenance;
  private final Scrubber scrubber;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<LogstoreName, LogstoreStore> stores = new TreeMap<>();
  private volatile Map<LogstoreName, LogstoreStore> published = Map.of();
  private boolean closed;

  private ColumnEngine(
      Path root, EngineLock folderLock, EngineOptions options, Clock clock, Disk disk) {
    this.root = root;
    this.folderLock = folderLock;
    this.appendPool = Executors.newFixedThreadPool(THREADS, threads("engine-append"));
    this.backgroundPool = Executors.newFixedThreadPool(THREADS, threads("engine-background"));
    this.scrubber = new Scrubber(options, clock);
    this.maintenance = Executors.newSingleThreadScheduledExecutor(threads("engine-maintenance"));
    this.context = new StoreContext(
        options,
        disk,
        clock,
        new ByteCache(options.cacheBytes()),
        appendPool,
        backgroundPool,
        new ByteBudget(options.maxQueuedBytes()),
        new ByteBudget(options.maxOpenHeapBytes()));
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger numbers = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, prefix + "-" + numbers.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Takes the folder and starts the threads; Logstores are opened one by one with {@link #open(LogstoreName, LogstoreOptions)}. */
  public static ColumnEngine start(Path root, EngineOptions options, Clock clock)
      throws IOException {
    return start(root, options, clock, new FileDisk());
  }

  /** As above on another disk, for tests. */
  public static ColumnEngine start(Path root, EngineOptions options, Clock clock, Disk disk)
      throws IOException {
    ColumnEngine engine = new ColumnEngine(root, EngineLock.take(root), options, clock, disk);
    long millis = options.maintenanceInterval().toMillis();
    var unused = engine.maintenance.scheduleWithFixedDelay(
        engine::maintain, millis, millis, TimeUnit.MILLISECONDS);
    return engine;
  }

  private void maintain() {
    try {
      published.values().forEach(LogstoreStore::maintain);
      scrubber.run(published.values());
    } catch (RuntimeException e) {
      LOG.error("engine maintenance failed", e);
    }
  }

  /** Verifies about so many bytes now; for tests that keep maintenance away. */
  void scrub(long bytes) {
    scrubber.run(published.values(), bytes);
  }

  @Override
  public Logstore open(LogstoreName name, LogstoreOptions options) throws IOException {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("engine: closed");
      }
      LogstoreStore store = stores.get(name);
      if (store == null) {
        store = LogstoreStore.open(name, context, folder(name), options);
        stores.put(name, store);
        published = Map.copyOf(stores);
      } else {
        store.options(options);
      }
      return store;
    } finally {
      lock.unlock();
    }
  }

  private Path folder(LogstoreName name) {
    return root.resolve(name.project()).resolve(name.logstore());
  }

  @Override
  public @Nullable Logstore find(LogstoreName name) {
    return published.get(name);
  }

  @Override
  public void delete(LogstoreName name) throws IOException {
    lock.lock();
    try {
      LogstoreStore store = stores.remove(name);
      published = Map.copyOf(stores);
      if (store != null) {
        store.delete();
      } else {
        context.disk().deleteTree(folder(name));
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<LogstoreName> openNames() {
    List<LogstoreName> names = new ArrayList<>(published.keySet());
    names.sort(null);
    return names;
  }

  /** Bytes that the query cache holds. */
  public long cacheBytes() {
    return context.cache().bytes();
  }

  /** Without interrupting it: an interrupt would close files that queries read. */
  private void stopMaintenance() {
    maintenance.shutdown();
    boolean interrupted = false;
    try {
      if (!maintenance.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("engine: maintenance still runs");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    scrubber.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      stopMaintenance();
      stores.values().forEach(LogstoreStore::close);
      published = Map.of();
      appendPool.shutdown();
      backgroundPool.shutdown();
      folderLock.close();
    } catch (IOException e) {
      LOG.warn("engine: the data folder's lock could not be released: {}", e.toString());
    } finally {
      lock.unlock();
    }
  }
}
