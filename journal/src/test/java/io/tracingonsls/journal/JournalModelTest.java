// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random operations on a journal and on a plain list must agree. */
class JournalModelTest {
  private record Entry(long position, ByteBuffer bytes) {}

  @TempDir
  Path directory;

  @Test
  void agreesWithAList() {
    long seed = Long.getLong("tests.seed", 7L);
    Random random = new Random(seed);
    JournalOptions options =
        JournalOptions.defaults().withSegmentBytes(4096).withMaxRecordBytes(200_000);
    List<Entry> model = new ArrayList<>();
    Journal journal = Journal.open(directory, options);
    for (int step = 0; step < 3000; step++) {
      int kind = random.nextInt(100);
      if (kind < 90) {
        byte[] bytes =
            new byte[random.nextInt(10) == 0 ? random.nextInt(150_000) : random.nextInt(500)];
        random.nextBytes(bytes);
        model.add(new Entry(journal.append(bytes).position(), ByteBuffer.wrap(bytes)));
      } else if (kind < 94) {
        journal.close();
        journal = Journal.open(directory, options);
        assertThat(journal.openReport().isClean()).as("seed %s", seed).isTrue();
      } else if (kind < 96 && !model.isEmpty()) {
        long position = model.get(random.nextInt(model.size())).position();
        journal.deleteBefore(position);
        long first = journal.firstPosition();
        assertThat(first).isLessThanOrEqualTo(position);
        model.removeIf(entry -> entry.position() < first);
      } else {
        long from =
            model.isEmpty() ? 0 : model.get(random.nextInt(model.size())).position();
        List<Entry> read = new ArrayList<>();
        journal.replay(from, (position, bytes) -> {
          byte[] copy = new byte[bytes.remaining()];
          bytes.get(copy);
          read.add(new Entry(position, ByteBuffer.wrap(copy)));
        });
        List<Entry> expected =
            model.stream().filter(entry -> entry.position() >= from).toList();
        assertThat(read.equals(expected)).as("seed %s step %s", seed, step).isTrue();
      }
    }
    journal.close();
  }

  @Test
  void sharesSyncs_andLosesNothing_withManyWriters() throws Exception {
    JournalOptions options =
        JournalOptions.defaults().withSegmentBytes(8192).withDurability(Durability.GROUP_FSYNC);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    int writers = 8;
    int each = 100;
    try (Journal journal = Journal.open(directory, options)) {
      CountDownLatch barrier = new CountDownLatch(1);
      List<CompletableFuture<Void>> finished = new ArrayList<>();
      for (int w = 0; w < writers; w++) {
        finished.add(write(journal, barrier, w, each, acknowledged));
      }
      barrier.countDown();
      CompletableFuture.allOf(finished.toArray(new CompletableFuture<?>[0]))
          .get(60, java.util.concurrent.TimeUnit.SECONDS);
      assertThat(journal.groupSyncs()).isPositive().isLessThan((long) writers * each);
    }
    try (Journal journal = Journal.open(directory, options)) {
      Set<String> read = new HashSet<>();
      journal.replay(
          0,
          (p, bytes) ->
              read.add(java.nio.charset.StandardCharsets.UTF_8.decode(bytes).toString()));
      assertThat(acknowledged).hasSize(writers * each);
      assertThat(read).isEqualTo(acknowledged);
    }
  }

  private static CompletableFuture<Void> write(
      Journal journal, CountDownLatch barrier, int writer, int count, Set<String> acknowledged) {
    CompletableFuture<Void> finished = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        barrier.await();
        for (int i = 0; i < count; i++) {
          String text = writer + "-" + i;
          journal
              .append(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
              .durable()
              .toCompletableFuture()
              .join();
          acknowledged.add(text);
        }
        finished.complete(null);
      } catch (Throwable e) {
        finished.completeExceptionally(e);
      }
    });
    thread.start();
    return finished;
  }
}
