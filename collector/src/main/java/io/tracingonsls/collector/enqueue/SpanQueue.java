// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.enqueue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Batches between receivers and storage, bounded by their memory.
 *
 * <p>Threads: any number offer, take and release. Invariant: {@code heldBytes} is the sum of the bytes of all batches that
 * were admitted and not released, wherever they are; an offer is admitted only if the sum stays within the capacity, but a
 * single batch is admitted into an empty queue whatever its size. One lock, held for a few instructions, no foreign code
 * inside. {@code outstanding} is in order of admission and therefore nearly of deadlines; answered batches leave it when
 * they reach its head.
 */
public final class SpanQueue {
  private final long capacityBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition available = lock.newCondition();
  private final Condition emptied = lock.newCondition();
  private final Deque<PendingBatch> waiting = new ArrayDeque<>();
  private final Deque<PendingBatch> resting = new ArrayDeque<>();
  private final Deque<PendingBatch> outstanding = new ArrayDeque<>();
  private long heldBytes;
  private long heldSpans;
  private int held;
  private boolean closed;

  /** A queue for so many bytes. */
  public SpanQueue(long capacityBytes) {
    if (capacityBytes <= 0) {
      throw new IllegalArgumentException(
          "queue bytes: " + capacityBytes + " (expected: more than 0)");
    }
    this.capacityBytes = capacityBytes;
  }

  /** Takes the batch in or says why not; never blocks. */
  public Admission offer(PendingBatch batch) {
    lock.lock();
    try {
      if (closed) {
        return Admission.CLOSED;
      }
      if (held > 0 && batch.bytes() > capacityBytes - heldBytes) {
        return Admission.FULL;
      }
      heldBytes += batch.bytes();
      heldSpans += batch.spans();
      held++;
      dropAnswered();
      outstanding.addLast(batch);
      waiting.addLast(batch);
      available.signal();
      return Admission.ADMITTED;
    } finally {
      lock.unlock();
    }
  }

  /** Puts a batch that storage could not take yet back to the front. */
  public void putBack(PendingBatch batch) {
    lock.lock();
    try {
      waiting.addFirst(batch);
      available.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Lets a batch wait until {@link #wakeResting}, so that meanwhile others have their turn. */
  public void rest(PendingBatch batch) {
    lock.lock();
    try {
      resting.addLast(batch);
    } finally {
      lock.unlock();
    }
  }

  /** Puts the resting batches to the end of those that wait. */
  public void wakeResting() {
    lock.lock();
    try {
      if (!resting.isEmpty()) {
        waiting.addAll(resting);
        resting.clear();
        available.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The oldest waiting batch; null when none came in time or, at once, when the queue is closed and empty. */
  public @Nullable PendingBatch take(long timeoutMillis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && nanos > 0 && !closed) {
        nanos = available.awaitNanos(nanos);
      }
      return waiting.pollFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Storage is done with the batch: its bytes are free. Once per admitted batch. */
  public void release(PendingBatch batch) {
    lock.lock();
    try {
      heldBytes -= batch.bytes();
      heldSpans -= batch.spans();
      held--;
      if (held == 0) {
        emptied.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void dropAnswered() {
    PendingBatch oldest = outstanding.peekFirst();
    while (oldest != null && oldest.isAnswered()) {
      outstanding.removeFirst();
      oldest = outstanding.peekFirst();
    }
  }

  /** Batches whose senders have waited long enough; each is returned once. */
  public List<PendingBatch> expired() {
    List<PendingBatch> expired = new ArrayList<>();
    lock.lock();
    try {
      dropAnswered();
      PendingBatch oldest = outstanding.peekFirst();
      while (oldest != null && (oldest.isAnswered() || oldest.deadline().expired())) {
        outstanding.removeFirst();
        if (!oldest.isAnswered()) {
          expired.add(oldest);
        }
        oldest = outstanding.peekFirst();
      }
    } finally {
      lock.unlock();
    }
    return expired;
  }

  /** Every batch whose sender still waits; each is returned once, by this or by {@link #expired}. */
  public List<PendingBatch> unanswered() {
    lock.lock();
    try {
      List<PendingBatch> all = new ArrayList<>(outstanding);
      all.removeIf(PendingBatch::isAnswered);
      outstanding.clear();
      return all;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a waiting batch out again; false when a dispatcher already has it. */
  public boolean withdraw(PendingBatch batch) {
    lock.lock();
    try {
      return waiting.remove(batch) || resting.remove(batch);
    } finally {
      lock.unlock();
    }
  }

  /** Refuses further offers; what is inside can still be taken. */
  public void close() {
    lock.lock();
    try {
      closed = true;
      available.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything has been released; false when the time is over first. */
  public boolean awaitEmpty(long timeoutMillis) throws InterruptedException {
    long nanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    lock.lockInterruptibly();
    try {
      while (held > 0 && nanos > 0) {
        nanos = emptied.awaitNanos(nanos);
      }
      return held == 0;
    } finally {
      lock.unlock();
    }
  }

  /** The bound. */
  public long capacityBytes() {
    return capacityBytes;
  }

  /** Bytes admitted and not released. */
  public long heldBytes() {
    lock.lock();
    try {
      return heldBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Spans admitted and not released. */
  public long heldSpans() {
    lock.lock();
    try {
      return heldSpans;
    } finally {
      lock.unlock();
    }
  }

  /** Batches that wait for a dispatcher. */
  public int waitingBatches() {
    lock.lock();
    try {
      return waiting.size() + resting.size();
    } finally {
      lock.unlock();
    }
  }
}
