// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> log = new ArrayList<>();

  private void start(Lifecycle lifecycle, String name) {
    lifecycle.start(name, () -> log.add("+" + name), () -> log.add("-" + name));
  }

  @Test
  void stopsInReverseOrder_once() {
    Lifecycle lifecycle = new Lifecycle();
    start(lifecycle, "a");
    start(lifecycle, "b");
    lifecycle.close();
    lifecycle.close();
    assertThat(log).containsExactly("+a", "+b", "-b", "-a");
  }

  @Test
  void stopsWhatRuns_whenALaterPartFails() {
    Lifecycle lifecycle = new Lifecycle();
    start(lifecycle, "a");
    assertThatThrownBy(() -> lifecycle.start(
            "b",
            () -> {
              throw new java.io.IOException("no");
            },
            () -> log.add("-b")))
        .hasMessage("b: cannot start: no");
    assertThat(log).containsExactly("+a", "-a");
  }

  @Test
  void stopsEverything_whateverFails() {
    Lifecycle lifecycle = new Lifecycle();
    start(lifecycle, "a");
    lifecycle.start("bad", () -> {}, () -> {
      throw new IllegalStateException("stuck");
    });
    start(lifecycle, "c");
    assertThatThrownBy(lifecycle::close).hasRootCauseMessage("stuck");
    assertThat(log).containsExactly("+a", "+c", "-c", "-a");
  }

  @Test
  void boundsBlockingWork() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ExecutorService executor = BlockingExecutors.bounded("test", 1, 1);
    executor.execute(() -> await(release));
    executor.execute(() -> await(release));
    assertThatThrownBy(() -> executor.execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    release.countDown();
    executor.shutdown();
    assertThat(executor.awaitTermination(10, java.util.concurrent.TimeUnit.SECONDS))
        .isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
