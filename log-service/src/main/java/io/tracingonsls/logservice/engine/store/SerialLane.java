// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after the other, in order, on threads of a shared pool. Can be paused, for back-pressure: tasks then wait. After
 * {@link #close} nothing is taken; tasks taken before still run. Thread-safe.
 */
final class SerialLane {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLane.class);

  private final Executor pool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;
  private boolean paused;
  private boolean closed;

  SerialLane(Executor pool) {
    this.pool = pool;
  }

  /** Adds a task; false when the lane is closed. */
  boolean submit(Runnable task) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      tasks.add(task);
    } finally {
      lock.unlock();
    }
    start();
    return true;
  }

  /** Lets tasks wait; called from a task, takes effect when it returns. */
  void pause() {
    lock.lock();
    try {
      paused = true;
    } finally {
      lock.unlock();
    }
  }

  /** Goes on. */
  void resume() {
    lock.lock();
    try {
      paused = false;
    } finally {
      lock.unlock();
    }
    start();
  }

  private void start() {
    lock.lock();
    try {
      if (running || tasks.isEmpty() || paused) {
        return;
      }
      running = true;
    } finally {
      lock.unlock();
    }
    try {
      pool.execute(this::run);
    } catch (RejectedExecutionException e) {
      stopped();
    }
  }

  private void run() {
    Runnable task = next();
    while (task != null) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // An error must not stop the lane either: those who wait for its tasks would wait for ever.
        LOG.error("engine task failed", e);
      }
      task = next();
    }
  }

  /** The next task, or null after noting that the lane rests. */
  private @Nullable Runnable next() {
    lock.lock();
    try {
      Runnable task = paused ? null : tasks.poll();
      if (task == null) {
        running = false;
        idle.signalAll();
      }
      return task;
    } finally {
      lock.unlock();
    }
  }

  /** The pool is gone: nothing can run any more. */
  private void stopped() {
    lock.lock();
    try {
      running = false;
      tasks.clear();
      idle.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more tasks, and waits until those taken have run. */
  void close() {
    lock.lock();
    try {
      closed = true;
      paused = false;
    } finally {
      lock.unlock();
    }
    start();
    lock.lock();
    try {
      while (running || !tasks.isEmpty()) {
        idle.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }
}
