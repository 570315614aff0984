// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The waiting room between writes and senders.
 *
 * <p>Threads: any number of writers call {@link #offer}, which never blocks beyond the lock; senders call {@link #take} and {@link #done};
 * one watcher calls {@link #expire}. One lock guards everything. Receipts are completed outside the lock. Of the idle senders one, the
 * leader, waits for the next group to become due; the others sleep until the leader has taken it, so that a small write wakes at most one
 * thread and most often none.
 *
 * <p>A group is due when it is large enough, when somebody flushes, or when its oldest part has lingered: shortly if nothing is under way,
 * longer if something is, since then the next group may as well grow. Under load groups so grow to {@link WriteSettings#targetBytes()} and
 * beyond by themselves.
 *
 * <p>Invariants: {@code waitingBytes + underWayBytes} never exceeds the queue's bound; a write is in {@code open} from its offer until its
 * receipt is complete.
 */
final class LogGroupBatcher {
  private record Waiting(LogGroup.Part part, long sinceNanoTime) {}

  private final WriteSettings settings;
  private final QueueBudget budget;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition leaderMayTake = lock.newCondition();
  private final Condition leaderIsWanted = lock.newCondition();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Set<PendingWrite> open = new LinkedHashSet<>();
  private long waitingBytes;
  private int waitingLogs;
  private long underWayBytes;
  private int underWayGroups;
  private int flushes;
  private boolean hasLeader;
  private boolean closed;

  /** {@code budget} bounds all queues of the storage, the settings this one. */
  LogGroupBatcher(WriteSettings settings, QueueBudget budget) {
    this.settings = settings;
    this.budget = budget;
  }

  /** Bytes that wait or are under way. */
  long queuedBytes() {
    lock.lock();
    try {
      return waitingBytes + underWayBytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the parts of a write.
   *
   * @throws StorageException at once, with THROTTLED when there is no room or CLOSED
   */
  void offer(EncodedBatch batch, PendingWrite write) {
    lock.lock();
    try {
      if (closed) {
        throw closed();
      }
      long queued = waitingBytes + underWayBytes;
      if (queued + batch.bytes() > settings.queueBytes() || !budget.take(batch.bytes())) {
        throw full(queued);
      }
      long now = System.nanoTime();
      for (EncodedLogs part : batch.parts()) {
        waiting.add(new Waiting(new LogGroup.Part(write, part), now));
        waitingLogs += part.logs();
      }
      waitingBytes += batch.bytes();
      open.add(write);
      wakeOne();
    } finally {
      lock.unlock();
    }
  }

  static StorageException closed() {
    return new StorageException(StorageError.CLOSED, "the storage is closed");
  }

  StorageException full(long queued) {
    return new StorageException(
        StorageError.THROTTLED,
        "the write queue is full: " + queued + " bytes wait for Log Service",
        null,
        Duration.ofSeconds(1));
  }

  /** The next group to send; null when closed and empty. Blocks until one is due. */
  @Nullable
  LogGroup take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        if (waiting.isEmpty() && closed) {
          return null;
        }
        long leftNanos = waiting.isEmpty() ? Long.MAX_VALUE : nanosUntilDue(waiting.element());
        if (leftNanos <= 0) {
          return drain();
        }
        if (hasLeader || waiting.isEmpty()) {
          leaderIsWanted.await();
        } else {
          hasLeader = true;
          try {
            long unused = leaderMayTake.awaitNanos(leftNanos);
          } finally {
            hasLeader = false;
          }
        }
      }
    } finally {
      if (!hasLeader && !waiting.isEmpty()) {
        leaderIsWanted.signal();
      }
      lock.unlock();
    }
  }

  /** After something was added or a group was done: the leader looks again if it need not wait any more. */
  private void wakeOne() {
    if (!hasLeader) {
      leaderIsWanted.signal();
    } else if (!waiting.isEmpty() && nanosUntilDue(waiting.element()) <= 0) {
      leaderMayTake.signal();
    }
  }

  private void wakeAll() {
    leaderMayTake.signalAll();
    leaderIsWanted.signalAll();
  }

  private long nanosUntilDue(Waiting oldest) {
    boolean enough =
        waitingBytes >= settings.targetBytes() || waitingLogs >= WriteSettings.MAX_GROUP_LOGS;
    if (enough || flushes > 0 || closed) {
      return 0;
    }
    Duration linger = underWayGroups == 0 ? settings.linger() : settings.maxLinger();
    return linger.toNanos() - (System.nanoTime() - oldest.sinceNanoTime());
  }

  private LogGroup drain() {
    List<LogGroup.Part> parts = new ArrayList<>();
    int bytes = 0;
    int logs = 0;
    while (!waiting.isEmpty()) {
      EncodedLogs next = waiting.element().part().logs();
      boolean fits = bytes + next.length() <= WriteSettings.MAX_GROUP_BYTES
          && logs + next.logs() <= WriteSettings.MAX_GROUP_LOGS;
      if (!fits && !parts.isEmpty()) {
        break;
      }
      parts.add(waiting.remove().part());
      bytes += next.length();
      logs += next.logs();
    }
    waitingBytes -= bytes;
    waitingLogs -= logs;
    underWayBytes += bytes;
    underWayGroups++;
    return new LogGroup(parts);
  }

  /** A taken group has been stored or given up; its writes' receipts are complete as far as they depend on it. */
  void done(LogGroup group) {
    lock.lock();
    try {
      underWayBytes -= group.bytes();
      budget.give(group.bytes());
      underWayGroups--;
      open.removeIf(PendingWrite::isDone);
      if (underWayGroups == 0) {
        // From now on the leader lingers less.
        leaderMayTake.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Fails writes whose deadline has passed and frees what of them still waits.
   *
   * @param trouble why sending fails now; empty when it does not
   */
  void expire(String trouble) {
    List<PendingWrite> late = new ArrayList<>();
    lock.lock();
    try {
      for (PendingWrite write : open) {
        if (write.deadline().expired()) {
          late.add(write);
        }
      }
      open.removeAll(late);
      if (!late.isEmpty()) {
        drop(late);
      }
    } finally {
      lock.unlock();
    }
    for (PendingWrite write : late) {
      write.failed(new StorageException(
          StorageError.TIMED_OUT,
          "Log Service did not confirm the spans in time"
              + (trouble.isEmpty() ? "" : ": " + trouble),
          null,
          Duration.ofSeconds(1)));
    }
  }

  private void drop(List<PendingWrite> late) {
    waiting.removeIf(entry -> {
      boolean drop = late.contains(entry.part().owner());
      if (drop) {
        waitingBytes -= entry.part().logs().length();
        budget.give(entry.part().logs().length());
        waitingLogs -= entry.part().logs().logs();
      }
      return drop;
    });
  }

  /** Waits for nothing; completes when every write taken so far is complete, and hurries them. */
  CompletableFuture<Void> flush() {
    List<CompletableFuture<?>> receipts = new ArrayList<>();
    lock.lock();
    try {
      if (closed) {
        return CompletableFuture.failedFuture(closed());
      }
      open.forEach(write -> receipts.add(write.receipt()));
      flushes++;
      wakeAll();
    } finally {
      lock.unlock();
    }
    CompletableFuture<?>[] all = receipts.toArray(new CompletableFuture<?>[0]);
    return CompletableFuture.allOf(all).handle((nothing, failure) -> {
      endFlush();
      return null;
    });
  }

  private void endFlush() {
    lock.lock();
    try {
      flushes--;
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further writes and hurries those that wait. */
  void close() {
    lock.lock();
    try {
      closed = true;
      wakeAll();
    } finally {
      lock.unlock();
    }
  }

  /** What is left after closing fails. */
  void abandon() {
    List<PendingWrite> left;
    lock.lock();
    try {
      left = new ArrayList<>(open);
      open.clear();
      waiting.clear();
      budget.give(waitingBytes);
      waitingBytes = 0;
      waitingLogs = 0;
    } finally {
      lock.unlock();
    }
    left.forEach(write -> write.failed(closed()));
  }
}
