// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process ended, whichever way it ended. */
class RestartTest {
  @TempDir
  private Path dir;

  @Test
  void cleanStop_keepsTracesAndSaysSo() throws Exception {
    try (ProgramProcess program = start()) {
      assertThat(api(program).post(SampleBatches.trace("yesterday", 0x77, 4))).isEqualTo(202);
      assertThat(program.terminate()).isZero();
      assertThat(program.output())
          .contains("stopping")
          .doesNotContain("Exception", "WARN", "ERROR");
    }
    try (ProgramProcess program = start()) {
      JaegerApi api = api(program);
      assertThat(api.services()).containsExactly("yesterday");
      assertThat(api.json("/api/traces/77").path("data").get(0).path("spans")).hasSize(4);
    }
  }

  @Test
  void kill_keepsEveryAcknowledgedSpan() throws Exception {
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    try (ProgramProcess program = start()) {
      JaegerApi api = api(program);
      AtomicLong next = new AtomicLong(1);
      CountDownLatch enough = new CountDownLatch(60);
      Thread[] senders = new Thread[4];
      for (int i = 0; i < senders.length; i++) {
        senders[i] = new Thread(() -> sendUntilBroken(api, next, acknowledged, enough));
        senders[i].start();
      }
      assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
      program.kill();
      for (Thread sender : senders) {
        sender.join();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(60);
    try (ProgramProcess program = start()) {
      JaegerApi api = api(program);
      for (long id : acknowledged) {
        assertThat(api.json("/api/traces/" + Long.toHexString(id))
                .path("data")
                .get(0)
                .path("spans"))
            .as("trace %x", id)
            .hasSize(5);
      }
    }
  }

  private static void sendUntilBroken(
      JaegerApi api, AtomicLong next, Set<Long> acknowledged, CountDownLatch enough) {
    try {
      while (true) {
        long id = next.getAndIncrement();
        if (api.post(SampleBatches.trace("killed", id, 5)) == 202) {
          acknowledged.add(id);
          enough.countDown();
        }
      }
    } catch (Exception killed) {
      enough.countDown();
    }
  }

  private ProgramProcess start() throws Exception {
    return ProgramProcess.startServer(dir, Ports.anyFree("all-in-one", "--data-dir", "data"));
  }

  private static JaegerApi api(ProgramProcess program) throws Exception {
    return new JaegerApi(program.url("Send spans"), program.url("Look at traces"));
  }
}
