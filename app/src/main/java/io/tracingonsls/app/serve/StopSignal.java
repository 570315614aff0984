// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an orderly stop on the main thread, which the JVM's end waits for. A stop that was asked for and finished
 * in time ends with status 0, where Java's own answer to the signal would be 143.
 */
final class StopSignal {
  private static final long LONGEST_STOP_SECONDS = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Begins to listen for signals. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop-signal"));
    return signal;
  }

  private void onShutdown() {
    boolean signalled = stopped.getCount() > 0;
    asked.countDown();
    try {
      if (stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS) && signalled) {
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the signal. */
  void await() throws InterruptedException {
    asked.await();
  }

  /** Lets the JVM end. */
  void stopped() {
    stopped.countDown();
  }
}
