// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, UTF_8);

  @Test
  void aLongWait_writesLines() {
    Waiting waiting = Waiting.start(err, 1);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (bytes.size() == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    waiting.close();
    assertThat(bytes.toString(UTF_8)).startsWith("tracing-on-sls: still asking after 0 s");
  }

  @Test
  void aShortWait_writesNothing() {
    Waiting.start(err, 600_000).close();
    assertThat(bytes.size()).isZero();
  }
}
