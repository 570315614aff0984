// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.FakeSlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.write.EncodedLogs;
import io.tracingonsls.storage.sls.write.LogFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters are read as they were written, beside their writer, and taken out for good. */
class DeadLetterBoxTest {
  @TempDir
  Path directory;

  private static EncodedLogs log(String key, String value) {
    byte[] content = message(0x12, concat(text(0x0a, key), text(0x12, value)));
    byte[] log = concat(new byte[] {8, 5}, content);
    byte[] bytes = message(0x0a, log);
    return new EncodedLogs(bytes, 0, bytes.length, 1);
  }

  private static SlsFailure why() {
    return FakeSlsClient.failure(SlsFailure.Kind.QUERY, "PostBodyInvalid");
  }

  private static byte[] text(int tag, String value) {
    return message(tag, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int tag, byte[] content) {
    List<Byte> head = new ArrayList<>(List.of((byte) tag));
    int length = content.length;
    while (length > 0x7f) {
      head.add((byte) ((length & 0x7f) | 0x80));
      length >>>= 7;
    }
    head.add((byte) length);
    byte[] bytes = new byte[head.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = head.get(i);
    }
    return concat(bytes, content);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = new byte[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private List<DeadLetter> letters() {
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(DeadLetterBox.read(directory, letters::add)).isZero();
    return letters;
  }

  private void write(int count, int valueBytes) {
    byte[] random = new byte[valueBytes];
    SplittableRandom noise = new SplittableRandom(7);
    try (DeadLetters dead = new DeadLetters(directory, StorageMetrics.NONE, Clock.systemUTC())) {
      for (int i = 0; i < count; i++) {
        noise.nextBytes(random);
        dead.add(log("k" + i, Base64.getEncoder().encodeToString(random)), why());
      }
    }
  }

  private long bytesOnDisk() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void letters_areReadBesideTheirWriter() {
    assertThat(letters()).isEmpty();
    long before = Clock.systemUTC().millis();
    try (DeadLetters dead = new DeadLetters(directory, StorageMetrics.NONE, Clock.systemUTC())) {
      dead.add(log("key", "wért\n"), why());
      DeadLetter letter = letters().get(0);
      assertThat(letter.refusedMillis()).isGreaterThanOrEqualTo(before);
      assertThat(letter.reason()).contains("PostBodyInvalid");
      assertThat(LogFields.of(letter.logs()).get(0))
          .containsEntry("__time__", "5")
          .containsEntry("key", "wért\n");
      assertThatThrownBy(() -> DeadLetterBox.open(directory))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void lettersOfAnOlderRelease_areReadWithoutReason() {
    try (Journal older = Journal.open(directory, DeadLetterBox.OPTIONS)) {
      older.append(SpoolRecord.encode(log("a", "b")));
    }
    DeadLetter letter = letters().get(0);
    assertThat(letter.refusedMillis()).isZero();
    assertThat(letter.reason()).isEmpty();
    assertThat(LogFields.of(letter.logs()).get(0)).containsEntry("a", "b");
  }

  @Test
  void removedLetters_stayAwayAndTheirBytesGo() throws IOException {
    write(12, 1 << 20);
    List<Long> positions = letters().stream().map(DeadLetter::position).toList();
    assertThat(positions).hasSize(12);
    long full = bytesOnDisk();
    try (DeadLetterBox box = DeadLetterBox.open(directory)) {
      box.remove(positions.subList(0, 9));
      box.remove(List.of());
    }
    assertThat(letters().stream().map(DeadLetter::position)).isEqualTo(positions.subList(9, 12));
    assertThat(bytesOnDisk()).isLessThan(full / 2);
    write(1, 10);
    List<Long> left = letters().stream().map(DeadLetter::position).toList();
    assertThat(left).hasSize(4);
    try (DeadLetterBox box = DeadLetterBox.open(directory)) {
      box.remove(left);
    }
    assertThat(letters()).isEmpty();
    assertThat(bytesOnDisk()).isLessThan(1_000);
    write(1, 10);
    assertThat(letters().get(0).position()).isGreaterThan(left.get(3));
  }

  @Test
  void damagedBytes_areSteppedOver() throws IOException {
    write(3, 1_000);
    try (Stream<Path> files = Files.list(directory)) {
      Path segment =
          files.filter(file -> file.toString().endsWith(".journal")).findAny().get();
      byte[] bytes = Files.readAllBytes(segment);
      bytes[bytes.length / 2] ^= 1;
      Files.write(segment, bytes);
    }
    List<DeadLetter> letters = new ArrayList<>();
    assertThat(DeadLetterBox.read(directory, letters::add)).isEqualTo(1);
    assertThat(letters).hasSize(2);
  }

  @Test
  void unreadableLogs_areRefused() {
    EncodedLogs cut = new EncodedLogs(new byte[] {0x0a, 9, 8, 5}, 0, 4, 1);
    assertThatThrownBy(() -> LogFields.of(cut)).isInstanceOf(IllegalArgumentException.class);
    EncodedLogs strange = new EncodedLogs(new byte[] {0x0a, 2, 0x22, 0}, 0, 4, 1);
    assertThatThrownBy(() -> LogFields.of(strange)).isInstanceOf(IllegalArgumentException.class);
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) 0xff);
    assertThatThrownBy(() -> LogFields.of(new EncodedLogs(endless, 0, 20, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
