// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFaultTest {
  private static final JournalOptions SMALL = JournalOptions.defaults().withSegmentBytes(4096);

  @TempDir
  Path directory;

  private final FaultyChannel.Disk disk = new FaultyChannel.Disk();

  private Journal open(Durability durability) {
    return Journal.open(
        directory,
        SMALL.withDurability(durability),
        (path, options) -> new FaultyChannel(FileChannel.open(path, options), disk));
  }

  private static List<String> contents(Journal journal) {
    List<String> texts = new ArrayList<>();
    journal.replay(0, (position, bytes) -> texts.add(UTF_8.decode(bytes).toString()));
    return texts;
  }

  @Test
  void recovers_whenTheDiskWasFull() {
    try (Journal journal = open(Durability.PAGE_CACHE)) {
      journal.append("before".getBytes(UTF_8));
      disk.room.set(20);
      assertThatThrownBy(() -> journal.append("does not fit in what is left".getBytes(UTF_8)))
          .isInstanceOfSatisfying(JournalException.class, e -> {
            assertThat(e.error()).isEqualTo(JournalError.DISK_FULL);
            assertThat(e.isRetryable()).isTrue();
          });
      disk.room.set(Long.MAX_VALUE);
      journal.append("after".getBytes(UTF_8));
      assertThat(contents(journal)).containsExactly("before", "after");
    }
    try (Journal journal = open(Durability.PAGE_CACHE)) {
      assertThat(journal.openReport().isClean()).isTrue();
      assertThat(contents(journal)).containsExactly("before", "after");
    }
  }

  @Test
  void keepsOrder_whenNotEvenCuttingBackWorks() {
    try (Journal journal = open(Durability.PAGE_CACHE)) {
      journal.append("before".getBytes(UTF_8));
      disk.failTruncate = true;
      disk.room.set(40);
      assertThatThrownBy(() -> journal.append("x".repeat(100).getBytes(UTF_8)))
          .isInstanceOf(JournalException.class);
      disk.room.set(Long.MAX_VALUE);
      journal.append("after".getBytes(UTF_8));
      assertThat(contents(journal)).containsExactly("before", "after");
    }
    disk.failTruncate = false;
    try (Journal journal = open(Durability.PAGE_CACHE)) {
      assertThat(contents(journal)).containsExactly("before", "after");
    }
  }

  @Test
  void acknowledgesNothing_whenTheSyncFails_andGoesOnInANewSegment() {
    try (Journal journal = open(Durability.GROUP_FSYNC)) {
      journal.append("one".getBytes(UTF_8)).durable().toCompletableFuture().join();
      disk.failSync = true;
      Appended failing = journal.append("two".getBytes(UTF_8));
      assertThatThrownBy(() -> failing.durable().toCompletableFuture().join())
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(JournalException.class);
      disk.failSync = false;
      Appended next = journal.append("three".getBytes(UTF_8));
      next.durable().toCompletableFuture().join();
      assertThat(contents(journal)).contains("one", "three");
      assertThat(next.position()).isGreaterThan(failing.endPosition());
    }
  }

  @Test
  void refusesTheAppend_whenItsOwnSyncFails() {
    try (Journal journal = open(Durability.REQUEST_FSYNC)) {
      journal.append("one".getBytes(UTF_8));
      disk.failSync = true;
      assertThatThrownBy(() -> journal.append("two".getBytes(UTF_8)))
          .isInstanceOf(JournalException.class);
      disk.failSync = false;
      journal.append("three".getBytes(UTF_8));
      assertThat(contents(journal)).contains("one", "three");
    }
  }

  @Test
  void survivesAnInterruptOfTheWriter() {
    try (Journal journal = Journal.open(directory, SMALL)) {
      journal.append("one".getBytes(UTF_8));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> journal.append("two".getBytes(UTF_8)))
          .isInstanceOf(JournalException.class);
      assertThat(Thread.interrupted()).isTrue();
      journal.append("three".getBytes(UTF_8));
      assertThat(contents(journal)).containsExactly("one", "three");
    }
  }

  @Test
  void losesNothing_whenTheDiskFillsAgainAndAgain() {
    long seed = Long.getLong("tests.seed", 42L);
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    Journal journal = open(Durability.PAGE_CACHE);
    for (int i = 0; i < 2000; i++) {
      disk.room.set(random.nextInt(10) == 0 ? random.nextInt(200) : Long.MAX_VALUE);
      String text = i + "x".repeat(random.nextInt(300));
      try {
        journal.append(text.getBytes(UTF_8));
        expected.add(text);
      } catch (JournalException e) {
        assertThat(e.isRetryable()).isTrue();
      }
      if (random.nextInt(100) == 0) {
        disk.room.set(Long.MAX_VALUE);
        journal.close();
        journal = open(Durability.PAGE_CACHE);
      }
    }
    assertThat(contents(journal)).as("seed %s", seed).isEqualTo(expected);
    journal.close();
  }
}
