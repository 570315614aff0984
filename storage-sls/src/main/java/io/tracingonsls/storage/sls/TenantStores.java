// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.provision.NameRules;
import io.tracingonsls.storage.sls.spool.SpoolSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The span Logstores of all tenants, the one without a name among them; each is opened when it is first needed. Reading opens a Logstore only
 * if it is there; writing has it made, on one thread for all, up to a number of tenants. Thread-safe.
 */
final class TenantStores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantStores.class);
  private static final Duration PROVISION_TIME = Duration.ofSeconds(60);
  private static final int MAX_WAITING = 1_000;
  private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final SpanStore.Shared shared;
  private final TenantNames names;
  private final SpanStore main;
  private final Map<String, Entry> tenants = new HashMap<>();
  private final Object making = new Object();
  private final ScheduledThreadPoolExecutor provisioning;
  private boolean warned;
  private boolean closed;

  /** A tenant's Logstore and whether it can be used yet. */
  private static final class Entry {
    final SpanStore store;
    CompletableFuture<SpanWriter> ready = CompletableFuture.failedFuture(
        new StorageException(StorageError.UNAVAILABLE, "not asked for yet"));
    long failedNanoTime = System.nanoTime() - AGAIN_NANOS;

    Entry(SpanStore store) {
      this.store = store;
    }
  }

  TenantStores(SpanStore.Shared shared) {
    this.shared = shared;
    this.names = shared.settings().tenants();
    this.main = SpanStore.main(shared);
    this.provisioning = new ScheduledThreadPoolExecutor(1, work -> {
      Thread thread = new Thread(work, "sls-provision");
      thread.setDaemon(true);
      return thread;
    });
    provisioning.setKeepAliveTime(10, TimeUnit.SECONDS);
    provisioning.allowCoreThreadTimeOut(true);
  }

  SpanStore main() {
    return main;
  }

  void check(String tenant) {
    names.logstoreOf(tenant);
  }

  /** The Logstore of a tenant who reads, waiting for one that is being made; null when there is none, so nothing to be read. */
  @Nullable
  SpanStore forReading(ReadContext context) {
    String logstore = names.logstoreOf(context.tenant());
    if (logstore.equals(names.base())) {
      return main;
    }
    Entry known;
    synchronized (tenants) {
      known = tenants.get(logstore);
      if (closed) {
        throw new StorageException(StorageError.CLOSED, "the storage is closed");
      }
    }
    if (known != null) {
      awaitMade(known, context);
      return known.store;
    }
    try {
      return shared.client().logstoreExists(logstore) ? open(logstore, false).store : null;
    } catch (SlsFailure failure) {
      if (failure.kind() == SlsFailure.Kind.MISSING) {
        return null;
      }
      throw failure.toStorageException();
    }
  }

  /** However that ends, reading then tells how it is. */
  private void awaitMade(Entry entry, ReadContext context) {
    long millis = Math.max(1, context.deadline().remaining().toMillis());
    try {
      boolean over =
          ready(entry).handle((writer, failure) -> true).get(millis, TimeUnit.MILLISECONDS);
      LOG.trace("a tenant's Logstore is made: {}", over);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "the request was cancelled");
    } catch (ExecutionException | TimeoutException late) {
      LOG.debug("a tenant's Logstore is not made yet");
    }
  }

  /** The writer of a tenant, as soon as the Logstore can be used; at once when spans are safe before. */
  CompletableFuture<SpanWriter> writer(String tenant) {
    String logstore = names.logstoreOf(tenant);
    if (logstore.equals(names.base())) {
      return CompletableFuture.completedFuture(main.writer());
    }
    Entry entry = open(logstore, true);
    return entry.store.isSpooling()
        ? CompletableFuture.completedFuture(entry.store.writer())
        : ready(entry);
  }

  private Entry open(String logstore, boolean provision) {
    Entry entry;
    synchronized (tenants) {
      if (closed) {
        throw new StorageException(StorageError.CLOSED, "the storage is closed");
      }
      entry = tenants.get(logstore);
      if (entry == null) {
        checkRoom(logstore);
        entry = new Entry(SpanStore.ofTenant(shared, logstore));
        tenants.put(logstore, entry);
      }
      if (provision) {
        makeIfDue(entry);
      }
    }
    return entry;
  }

  private void makeIfDue(Entry entry) {
    boolean due = entry.ready.isCompletedExceptionally()
        && System.nanoTime() - entry.failedNanoTime >= AGAIN_NANOS;
    if (due) {
      entry.ready = new CompletableFuture<>();
      provision(entry, entry.ready);
    }
  }

  private void checkRoom(String logstore) {
    int most = shared.settings().maxTenants();
    if (tenants.size() >= most) {
      if (!warned) {
        warned = true;
        LOG.warn("no place for Logstore {}: there are {} tenants already", logstore, most);
      }
      throw new StorageException(
          StorageError.UNKNOWN_TENANT, "there are " + most + " tenants already");
    }
  }

  private void provision(Entry entry, CompletableFuture<SpanWriter> ready) {
    if (provisioning.getQueue().size() >= MAX_WAITING) {
      fail(entry, ready, new StorageException(StorageError.THROTTLED, "too many new tenants"));
      return;
    }
    try {
      provisioning.execute(() -> make(entry, ready));
    } catch (RejectedExecutionException closing) {
      fail(entry, ready, new StorageException(StorageError.CLOSED, "the storage is closed"));
    }
  }

  private void make(Entry entry, CompletableFuture<SpanWriter> ready) {
    try {
      prepare(entry.store, PROVISION_TIME);
      ready.complete(entry.store.writer());
    } catch (StorageException failure) {
      LOG.warn("a tenant's Logstore cannot be used: {}", failure.getMessage());
      fail(entry, ready, failure);
      makeLater(entry);
    } catch (RuntimeException bug) {
      LOG.error("provisioning failed unexpectedly", bug);
      fail(entry, ready, bug);
    }
  }

  /** Spans in a spool wait for the Logstore, whether or not there are further writes. */
  private void makeLater(Entry entry) {
    synchronized (tenants) {
      if (!closed && entry.store.isSpooling()) {
        ScheduledFuture<?> later =
            provisioning.schedule(() -> makeAgain(entry), 2 * AGAIN_NANOS, TimeUnit.NANOSECONDS);
        LOG.debug("trying again: {}", !later.isCancelled());
      }
    }
  }

  private void makeAgain(Entry entry) {
    synchronized (tenants) {
      makeIfDue(entry);
    }
  }

  private void fail(Entry entry, CompletableFuture<SpanWriter> ready, RuntimeException failure) {
    synchronized (tenants) {
      entry.failedNanoTime = System.nanoTime();
    }
    ready.completeExceptionally(failure);
  }

  private CompletableFuture<SpanWriter> ready(Entry entry) {
    synchronized (tenants) {
      return entry.ready;
    }
  }

  /** Prepares the main Logstore, and opens what earlier processes left in tenants' spools. */
  void prepare(Duration timeout) {
    main.startSpool();
    List<String> left = leftSpools();
    left.forEach(logstore -> open(logstore, false).store.startSpool());
    prepare(main, timeout);
    left.forEach(logstore -> open(logstore, true));
  }

  /** One after the other, since all need the project and only one can create it. */
  private void prepare(SpanStore store, Duration timeout) {
    synchronized (making) {
      store.prepare(timeout);
    }
  }

  private List<String> leftSpools() {
    SpoolSettings spool = shared.settings().spool();
    List<String> logstores = new ArrayList<>();
    if (spool == null || !Files.isDirectory(spool.tenantsDirectory())) {
      return logstores;
    }
    try (DirectoryStream<Path> directories = Files.newDirectoryStream(spool.tenantsDirectory())) {
      for (Path directory : directories) {
        String name = String.valueOf(directory.getFileName());
        NameRules.checkLogstore("spool", name);
        logstores.add(name);
      }
    } catch (IOException | IllegalArgumentException unreadable) {
      LOG.warn(
          "{} cannot be looked through: {}", spool.tenantsDirectory(), unreadable.getMessage());
    }
    return logstores;
  }

  /** Waits until a tenant's Logstore can be used. */
  void prepare(String tenant, Duration timeout) {
    String logstore = names.logstoreOf(tenant);
    if (logstore.equals(names.base())) {
      return;
    }
    Entry entry = open(logstore, true);
    entry.store.startSpool();
    try {
      SpanWriter unused = ready(entry)
          .copy()
          .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException failed) {
      throw storageFailure(failed.getCause(), logstore);
    }
  }

  static StorageException storageFailure(@Nullable Throwable cause, String logstore) {
    return cause instanceof StorageException known
        ? known
        : new StorageException(
            StorageError.UNAVAILABLE,
            "Logstore " + logstore + " is not ready",
            cause,
            Duration.ofSeconds(1));
  }

  /** All that are open, the main one first. */
  List<SpanStore> open() {
    List<SpanStore> all = new ArrayList<>();
    all.add(main);
    synchronized (tenants) {
      tenants.values().forEach(entry -> all.add(entry.store));
    }
    return all;
  }

  @Override
  public void close() {
    synchronized (tenants) {
      closed = true;
    }
    provisioning.shutdownNow();
    closeAll();
  }

  /** At once, since each may take seconds to write out what it holds. */
  private void closeAll() {
    List<Thread> closing = new ArrayList<>();
    for (SpanStore store : open()) {
      Thread thread = new Thread(store::close, "sls-close");
      thread.start();
      closing.add(thread);
    }
    boolean interrupted = false;
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException impatient) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
