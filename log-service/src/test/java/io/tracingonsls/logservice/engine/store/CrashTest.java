// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.testing.junit.SeedExtension;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeedExtension.class)
class CrashTest {
  @TempDir
  Path folder;

  @Test
  void acknowledgedLogs_afterKill9_areThereOnce(SplittableRandom random) throws Exception {
    cycles(3, Durability.PAGE_CACHE, random);
  }

  @Test
  @Tag("slow")
  void acknowledgedLogs_after50TimesKill9_areThereOnce(SplittableRandom random) throws Exception {
    cycles(50, Durability.PAGE_CACHE, random);
  }

  @Test
  @Tag("slow")
  void acknowledgedLogs_withGroupSyncAfterKill9_areThereOnce(SplittableRandom random)
      throws Exception {
    cycles(10, Durability.GROUP_FSYNC, random);
  }

  private void cycles(int cycles, Durability durability, SplittableRandom random) throws Exception {
    Set<Long> required = new HashSet<>();
    long next = 0;
    for (int cycle = 0; cycle < cycles; cycle++) {
      int acknowledged = writeAndKill(next, 20 + random.nextInt(500), durability);
      for (long group = next; group < next + acknowledged; group++) {
        required.add(group);
      }
      next = check(required, next + acknowledged, durability);
    }
  }

  /** Runs the writer until so many groups are acknowledged, kills it, and returns how many were when it died. */
  private int writeAndKill(long first, int atLeast, Durability durability)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CrashWriter.class.getName(),
            folder.toString(),
            Long.toString(first),
            durability.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    try (InputStream acknowledgements = process.getInputStream()) {
      int acknowledged = acknowledgements.readNBytes(atLeast).length;
      assertThat(acknowledged).as("writer died by itself").isEqualTo(atLeast);
      // Unlike the process, its handle leaves the stream open, with acknowledgements that nobody
      // has read.
      assertThat(process.toHandle().destroyForcibly()).isTrue();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      return acknowledged + acknowledgements.readAllBytes().length;
    } finally {
      process.destroyForcibly();
    }
  }

  /** Opens what is left; returns the first number that no group has. */
  private long check(Set<Long> required, long end, Durability durability) {
    try (EngineFixture engine = new EngineFixture(folder, CrashWriter.options(durability))) {
      List<LogRecord> logs = engine.logs();
      Set<LogRecord> distinct = new HashSet<>(logs);
      assertThat(distinct).as("each once").hasSize(logs.size());
      for (long group : required) {
        assertThat(distinct.containsAll(CrashWriter.group(group)))
            .as("group %d", group)
            .isTrue();
      }
      assertThat(logs.size() % CrashWriter.LOGS).as("whole groups").isZero();
      long next = end;
      while (distinct.containsAll(CrashWriter.group(next))) {
        required.add(next++);
      }
      assertThat(logs).hasSize(required.size() * CrashWriter.LOGS);
      return next;
    }
  }
}
