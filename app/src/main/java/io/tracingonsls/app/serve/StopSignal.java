// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Turns SIGTERM and Ctrl-C into an orderly stop on the main thread. The JVM's own answer to these signals would end the process with status
 * 143 or 130 whatever the stop came to; handled here, the program ends by itself, with its own status, and files that libraries want deleted
 * at the end are. A second signal ends at once.
 */
final class StopSignal {
  private static final List<String> SIGNALS = List.of("TERM", "INT");
  private static final int STATUS_OF_SECOND_SIGNAL = 143;

  private final CountDownLatch asked = new CountDownLatch(1);

  /** Begins to listen for signals. */
  static StopSignal install() {
    StopSignal signal = new StopSignal();
    SIGNALS.forEach(signal::handle);
    return signal;
  }

  /** By reflection, because the compiler refuses the JDK's unsupported package, which every JDK has. */
  private void handle(String name) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy = Proxy.newProxyInstance(
          StopSignal.class.getClassLoader(),
          new Class<?>[] {handler},
          (self, method, arguments) -> {
            if (method.getName().equals("handle")) {
              onSignal();
            }
            return null;
          });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException unavailable) {
      throw new IllegalStateException("can't listen for SIG" + name, unavailable);
    }
  }

  private void onSignal() {
    if (asked.getCount() == 0) {
      Runtime.getRuntime().halt(STATUS_OF_SECOND_SIGNAL);
    }
    asked.countDown();
  }

  /** Waits for the signal. */
  void await() throws InterruptedException {
    asked.await();
  }
}
