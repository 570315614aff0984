// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that counts its reading calls, and on request holds them back until nobody makes more: calls that then go on together are one
 * round, since none of them waited for another's answer.
 */
final class HeldCalls {
  private static final long QUIET_NANOS = 400_000_000L;

  private final SlsSettings settings;
  private final SlsClient real;
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean holding;
  private int rounds;
  private long lastArrival;

  private HeldCalls(SlsSettings settings) {
    this.settings = settings;
    real = new SdkSlsClient(settings.endpoint(), settings.credentials(), "127.0.0.1");
  }

  /** The calls of a storage of its own on a project; settings as in {@link LocalStorages#settings}. */
  static HeldCalls on(LocalLogServiceExtension service, String project, String... more) {
    return new HeldCalls(SlsSettings.parse(
        LocalStorages.settings(service, project, more),
        SlsDefaults.LOCAL,
        LocalStorages.CONTEXT,
        Map.of()));
  }

  /** A prepared storage that makes its calls through this. */
  SlsTraceStorage open() {
    SlsTraceStorage storage = new SlsTraceStorage(settings, LocalStorages.CONTEXT, client());
    storage.prepare(Duration.ofSeconds(30));
    return storage;
  }

  private SlsClient client() {
    return (SlsClient) Proxy.newProxyInstance(
        SlsClient.class.getClassLoader(),
        new Class<?>[] {SlsClient.class},
        (proxy, method, arguments) -> call(method, arguments));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    boolean reading = List.of("query", "histogram", "index").contains(method.getName());
    if (reading) {
      names.add(method.getName());
      await();
    }
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }

  private void await() throws InterruptedException {
    lock.lock();
    try {
      int mine = rounds;
      lastArrival = System.nanoTime();
      while (holding && rounds == mine) {
        long left = QUIET_NANOS - (System.nanoTime() - lastArrival);
        if (left <= 0) {
          rounds++;
          changed.signalAll();
        } else {
          changed.awaitNanos(left);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on counts rounds. */
  void hold() {
    lock.lock();
    try {
      holding = true;
      rounds = 0;
      names.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Rounds since {@link #hold}. */
  int release() {
    lock.lock();
    try {
      holding = false;
      changed.signalAll();
      return rounds;
    } finally {
      lock.unlock();
    }
  }

  /** Reading calls since the last {@link #hold} or {@link #reset}. */
  List<String> calls() {
    return List.copyOf(names);
  }

  void reset() {
    names.clear();
  }
}
