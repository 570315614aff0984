// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells how long a question has been running. A quick question tells nothing. */
final class Waiting {
  private final PrintStream err;
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread thread;

  private Waiting(PrintStream err, long everyMillis) {
    this.err = err;
    this.thread = new Thread(() -> show(everyMillis), "logs-progress");
    thread.setDaemon(true);
  }

  /** Writes a line after so many milliseconds, and again as often. */
  static Waiting start(PrintStream err, long everyMillis) {
    Waiting waiting = new Waiting(err, everyMillis);
    waiting.thread.start();
    return waiting;
  }

  private void show(long everyMillis) {
    long start = System.nanoTime();
    try {
      while (!done.await(everyMillis, TimeUnit.MILLISECONDS)) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        err.println("tracing-on-sls: still asking after " + seconds + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No line is written afterwards. */
  void close() {
    done.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
