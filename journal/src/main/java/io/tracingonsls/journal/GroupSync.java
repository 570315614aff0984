// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread that syncs for everybody: whoever comes while a sync runs waits for the next one together with the others.
 * The lock is held only to look at the list, never while syncing or completing.
 */
final class GroupSync {
  private record Waiter(SegmentWriter segment, CompletableFuture<Void> durable) {}

  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<Waiter> waiters = new ArrayList<>();
  private @Nullable Thread thread;
  private boolean closed;
  private long syncs;

  GroupSync(String name) {
    this.name = name;
  }

  /** Completes after the next sync of the segment that starts after this call. */
  CompletableFuture<Void> await(SegmentWriter segment) {
    CompletableFuture<Void> durable = new CompletableFuture<>();
    lock.lock();
    try {
      waiters.add(new Waiter(segment, durable));
      if (thread == null) {
        Thread started = new Thread(this::run, name);
        started.setDaemon(true);
        started.start();
        thread = started;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
    return durable;
  }

  private void run() {
    while (true) {
      List<Waiter> group = take();
      if (group.isEmpty()) {
        return;
      }
      Map<SegmentWriter, IOException> failures = new HashMap<>();
      group.stream().map(Waiter::segment).distinct().forEach(segment -> sync(segment, failures));
      for (Waiter waiter : group) {
        IOException failure = failures.get(waiter.segment());
        if (failure == null) {
          waiter.durable().complete(null);
        } else {
          waiter.durable().completeExceptionally(JournalException.of("journal: sync", failure));
        }
      }
    }
  }

  private void sync(SegmentWriter segment, Map<SegmentWriter, IOException> failures) {
    try {
      segment.sync();
    } catch (IOException e) {
      failures.put(segment, e);
    }
  }

  /** Waits for waiters; empty when closed and nobody is left. */
  private List<Waiter> take() {
    lock.lock();
    try {
      while (waiters.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      List<Waiter> group = waiters;
      waiters = new ArrayList<>();
      syncs++;
      return group;
    } finally {
      lock.unlock();
    }
  }

  /** How many groups were synced. */
  long syncs() {
    lock.lock();
    try {
      return syncs;
    } finally {
      lock.unlock();
    }
  }

  /** Syncs for those who wait, then ends the thread. */
  void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      changed.signal();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null && running != Thread.currentThread()) {
      boolean interrupted = false;
      while (running.isAlive()) {
        try {
          running.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
