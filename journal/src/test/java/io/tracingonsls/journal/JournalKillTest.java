// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that appends and says what was acknowledged is killed; everything it said must be there. */
class JournalKillTest {
  private static final int KILL_AFTER = 2000;

  @TempDir
  Path directory;

  /** The victim: prints one line for each acknowledged record, forever. */
  static final class Victim {
    private Victim() {}

    public static void main(String[] args) {
      PrintStream out =
          new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, UTF_8);
      JournalOptions options = JournalOptions.defaults()
          .withSegmentBytes(64 << 10)
          .withDurability(Durability.parse(args[1]));
      try (Journal journal = Journal.open(Path.of(args[0]), options)) {
        for (long i = 0; ; i++) {
          byte[] record = (i + "-" + "x".repeat((int) (i % 700))).getBytes(UTF_8);
          journal.append(record).durable().toCompletableFuture().join();
          out.println(i);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Durability.class,
      names = {"PAGE_CACHE", "GROUP_FSYNC"})
  void keepsEveryAcknowledgedRecord_whenTheProcessIsKilled(Durability durability) throws Exception {
    Process victim = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Victim.class.getName(),
            directory.toString(),
            durability.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    Set<Long> acknowledged = new HashSet<>();
    int killAfter = durability == Durability.PAGE_CACHE ? KILL_AFTER : KILL_AFTER / 20;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(victim.getInputStream(), UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        acknowledged.add(Long.parseLong(line.strip()));
        if (acknowledged.size() == killAfter) {
          victim.toHandle().destroyForcibly();
        }
      }
    }
    victim.waitFor();
    Set<Long> read = new HashSet<>();
    try (Journal journal = Journal.open(directory, JournalOptions.defaults())) {
      journal.replay(0, (position, bytes) -> {
        String text = UTF_8.decode(bytes).toString();
        long number = Long.parseLong(text.substring(0, text.indexOf('-')));
        assertThat(text.length()).isEqualTo(text.indexOf('-') + 1 + (int) (number % 700));
        read.add(number);
      });
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(killAfter);
    assertThat(read).containsAll(acknowledged);
  }
}
