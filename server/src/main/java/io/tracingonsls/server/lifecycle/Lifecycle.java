// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.lifecycle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts parts in order and stops them in reverse. When one does not start, those before it are stopped again. Thread-safe;
 * stopping twice is the same as once.
 */
public final class Lifecycle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  /** An action that may fail in any way. */
  @FunctionalInterface
  public interface Action {
    /** Does it. */
    void run() throws Exception;
  }

  private record Part(String name, Action stop) {}

  private final Deque<Part> started = new ArrayDeque<>();
  private boolean stopped;

  /**
   * Starts a part and remembers how to stop it. After a failure everything started before has been stopped.
   *
   * @param stop must do nothing harmful when called after a start that worked
   */
  public synchronized void start(String name, Action start, Action stop) {
    if (stopped) {
      throw new IllegalStateException(name + ": not started (expected: before the stop)");
    }
    try {
      start.run();
      started.push(new Part(name, stop));
    } catch (RuntimeException | Error e) {
      stopAfter(e);
      throw e;
    } catch (Exception e) {
      stopAfter(e);
      throw new IllegalStateException(name + ": cannot start: " + e.getMessage(), e);
    }
  }

  /** Remembers to close something that already works. */
  public synchronized <T extends AutoCloseable> T add(String name, T part) {
    start(name, () -> {}, part::close);
    return part;
  }

  private void stopAfter(Throwable failure) {
    for (Exception problem : stopAll()) {
      failure.addSuppressed(problem);
    }
  }

  private List<Exception> stopAll() {
    stopped = true;
    List<Exception> problems = new ArrayList<>();
    while (!started.isEmpty()) {
      Part part = started.pop();
      try {
        part.stop().run();
      } catch (Exception e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        LOG.warn("{} did not stop cleanly", part.name(), e);
        problems.add(e);
      }
    }
    return problems;
  }

  /** Stops everything in reverse order, whatever fails; then throws the first failure with the others suppressed. */
  @Override
  public synchronized void close() {
    List<Exception> problems = stopAll();
    if (!problems.isEmpty()) {
      IllegalStateException failure =
          new IllegalStateException("not everything stopped cleanly", problems.get(0));
      problems.stream().skip(1).forEach(failure::addSuppressed);
      throw failure;
    }
  }
}
