// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
  private static final JournalOptions SMALL =
      JournalOptions.defaults().withSegmentBytes(4096).withMaxRecordBytes(100_000);

  @TempDir
  Path directory;

  private Journal open() {
    return Journal.open(directory, SMALL);
  }

  private static List<String> contents(Journal journal, long from) {
    List<String> texts = new ArrayList<>();
    journal.replay(from, (position, bytes) -> texts.add(UTF_8.decode(bytes).toString()));
    return texts;
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private void flip(Path file, long offset) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) offset] ^= 0x10;
    Files.write(file, bytes, StandardOpenOption.WRITE);
  }

  @ParameterizedTest
  @EnumSource(Durability.class)
  void replaysWhatWasAppended(Durability durability) {
    try (Journal journal = Journal.open(directory, SMALL.withDurability(durability))) {
      for (int i = 0; i < 300; i++) {
        journal
            .append(("record " + i).getBytes(UTF_8))
            .durable()
            .toCompletableFuture()
            .join();
      }
    }
    try (Journal journal = open()) {
      assertThat(journal.openReport().isClean()).isTrue();
      assertThat(contents(journal, 0)).hasSize(300).startsWith("record 0").endsWith("record 299");
    }
  }

  @Test
  void replaysFromAPosition() {
    try (Journal journal = open()) {
      journal.append("a".getBytes(UTF_8));
      long second = journal.append("b".getBytes(UTF_8)).position();
      journal.append("c".getBytes(UTF_8));
      assertThat(contents(journal, second)).containsExactly("b", "c");
      assertThat(contents(journal, journal.endPosition())).isEmpty();
    }
  }

  @Test
  void keepsEmptyAndLargeRecords() {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    try (Journal journal = open()) {
      journal.append(new byte[0]);
      journal.append(large);
      List<Integer> lengths = new ArrayList<>();
      journal.replay(0, (position, bytes) -> lengths.add(bytes.remaining()));
      assertThat(lengths).containsExactly(0, 100_000);
      assertThatThrownBy(() -> journal.append(new byte[100_001]))
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.error()).isEqualTo(JournalError.TOO_LARGE));
    }
  }

  @Test
  void followsAGrowingJournal() {
    try (Journal journal = open();
        JournalCursor cursor = journal.cursor(0)) {
      assertThat(cursor.next()).isNull();
      for (int i = 0; i < 500; i++) {
        journal.append(("record " + i).getBytes(UTF_8));
        JournalRecord record = cursor.next();
        assertThat(UTF_8.decode(record.bytes()).toString()).isEqualTo("record " + i);
        assertThat(cursor.next()).isNull();
      }
    }
  }

  @Test
  void deletesOnlyWholeSegmentsBeforeAPosition() throws IOException {
    try (Journal journal = open()) {
      long middle = 0;
      for (int i = 0; i < 1000; i++) {
        long position = journal.append(("record " + i).getBytes(UTF_8)).position();
        middle = i == 500 ? position : middle;
      }
      long before = journal.sizeBytes();
      journal.deleteBefore(middle);
      assertThat(journal.sizeBytes()).isLessThan(before);
      assertThat(contents(journal, middle)).hasSize(500);
      journal.deleteBefore(Long.MAX_VALUE);
      assertThat(files(".journal")).hasSize(1);
      assertThat(journal.firstPosition()).isPositive();
    }
    try (Journal journal = open()) {
      assertThat(journal.openReport().nextPosition())
          .isEqualTo(journal.endPosition())
          .isPositive();
    }
  }

  @Test
  void refusesASecondWriter() {
    try (Journal journal = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              JournalException.class, e -> assertThat(e.error()).isEqualTo(JournalError.LOCKED));
      assertThat(journal.append(new byte[1]).position()).isPositive();
    }
  }

  @Test
  void closesMoreThanOnce_andRefusesAppendsThen() {
    Journal journal = open();
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(new byte[1]))
        .isInstanceOfSatisfying(
            JournalException.class, e -> assertThat(e.error()).isEqualTo(JournalError.CLOSED));
  }

  @Test
  void cutsATornTail_atEveryLength() throws IOException {
    long keep;
    try (Journal journal = open()) {
      journal.append("whole".getBytes(UTF_8));
      keep = journal.append("also whole".getBytes(UTF_8)).endPosition();
      journal.append("torn record".getBytes(UTF_8));
    }
    Path file = files(".journal").get(0);
    byte[] all = Files.readAllBytes(file);
    for (int length = (int) keep + 1; length < all.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(all, length));
      try (Journal journal = open()) {
        assertThat(journal.openReport().truncatedBytes()).isEqualTo(length - keep);
        assertThat(contents(journal, 0)).containsExactly("whole", "also whole");
      }
    }
    try (Journal journal = open()) {
      journal.append("after".getBytes(UTF_8));
      assertThat(contents(journal, 0)).containsExactly("whole", "also whole", "after");
    }
  }

  @Test
  void skipsOneRecord_whereverABitFlips() throws IOException {
    long from;
    long to;
    try (Journal journal = open()) {
      journal.append("first".getBytes(UTF_8));
      Appended middle = journal.append("middle".getBytes(UTF_8));
      from = middle.position();
      to = middle.endPosition();
      journal.append("last".getBytes(UTF_8));
    }
    Path file = files(".journal").get(0);
    for (long offset = from; offset < to; offset++) {
      flip(file, offset);
      try (Journal journal = open()) {
        List<String> texts = new ArrayList<>();
        ReplayReport report =
            journal.replay(0, (position, bytes) -> texts.add(UTF_8.decode(bytes).toString()));
        assertThat(texts).as("flip at %s", offset).containsExactly("first", "last");
        assertThat(report.skippedRegions()).isEqualTo(1);
        assertThat(report.skippedBytes()).isEqualTo(to - from);
      }
      flip(file, offset);
    }
  }

  @Test
  void survivesAnyFlipInAHeader_andSetsAFileAsideWhenBothCopiesAreBad() throws IOException {
    try (Journal journal = open()) {
      journal.append("kept".getBytes(UTF_8));
    }
    Path file = files(".journal").get(0);
    for (int offset = 0; offset < SegmentHeader.BYTES; offset++) {
      flip(file, offset);
      try (Journal journal = open()) {
        assertThat(contents(journal, 0)).containsExactly("kept");
      }
      flip(file, offset);
    }
    flip(file, 3);
    flip(file, SegmentHeader.COPY_BYTES + 3);
    try (Journal journal = open()) {
      assertThat(journal.openReport().damagedFiles()).hasSize(1);
      assertThat(files(".damaged")).hasSize(1);
      long position = journal.append("new".getBytes(UTF_8)).position();
      assertThat(position).isGreaterThan(SegmentHeader.BYTES + 20L);
      assertThat(contents(journal, 0)).containsExactly("new");
    }
  }

  @Test
  void findsNoRecordInsideAPayload_thatImitatesOne() throws IOException {
    try (Journal journal = open()) {
      journal.append("inner".getBytes(UTF_8));
    }
    byte[] image = Files.readAllBytes(files(".journal").get(0));
    Files.delete(files(".journal").get(0));
    long damagedAt;
    try (Journal journal = open()) {
      damagedAt = journal.append(image).position();
      journal.append("outer".getBytes(UTF_8));
    }
    flip(files(".journal").get(0), damagedAt);
    try (Journal journal = open()) {
      assertThat(contents(journal, 0)).containsExactly("outer");
    }
  }

  @Test
  void opens_whateverTheFilesHold() throws IOException {
    Files.write(directory.resolve("00000000000000000000.journal"), new byte[0]);
    Files.write(directory.resolve("00000000000000000100.journal"), new byte[5000]);
    Files.write(directory.resolve("99999999999999999999x.journal"), new byte[10]);
    Files.createDirectory(directory.resolve("other"));
    try (Journal journal = open()) {
      assertThat(journal.openReport().damagedFiles()).hasSize(1);
      assertThat(journal.append(ByteBuffer.wrap(new byte[3])).position()).isGreaterThan(5100);
    }
  }
}
