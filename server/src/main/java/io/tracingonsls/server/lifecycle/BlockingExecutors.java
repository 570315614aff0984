// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.lifecycle;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The one place that decides between platform threads and virtual threads for blocking work. */
public final class BlockingExecutors {
  private static final @Nullable MethodHandle UNSTARTED_VIRTUAL = virtualThreads();

  private BlockingExecutors() {}

  /** Whether this JDK has virtual threads. */
  public static boolean hasVirtualThreads() {
    return UNSTARTED_VIRTUAL != null;
  }

  /**
   * Makes an executor that runs at most {@code threads} tasks at a time, lets {@code waiting} more wait and rejects the
   * rest. The caller owns it.
   */
  public static ExecutorService bounded(String name, int threads, int waiting) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        threads,
        threads,
        30,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(Math.max(1, waiting)),
        factory(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** A factory of named threads that do not keep the process alive; virtual ones where the JDK has them. */
  public static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> newThread(name + "-" + number.incrementAndGet(), task);
  }

  private static Thread newThread(String name, Runnable task) {
    if (UNSTARTED_VIRTUAL != null) {
      try {
        Thread thread = (Thread) UNSTARTED_VIRTUAL.invoke(task);
        thread.setName(name);
        return thread;
      } catch (Throwable e) {
        throw new IllegalStateException("virtual thread: cannot be made", e);
      }
    }
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static @Nullable MethodHandle virtualThreads() {
    try {
      Class<?> builder = Class.forName("java.lang.Thread$Builder");
      Class<?> ofVirtual = Class.forName("java.lang.Thread$Builder$OfVirtual");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle make =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(ofVirtual));
      MethodHandle unstarted = lookup.findVirtual(
          builder, "unstarted", MethodType.methodType(Thread.class, Runnable.class));
      return MethodHandles.collectArguments(
          unstarted.asType(MethodType.methodType(Thread.class, ofVirtual, Runnable.class)),
          0,
          make);
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
