// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.testing.junit.SeedExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SeedExtension.class)
class DamageTest {
  private static final int PLACES = 50;

  @TempDir
  Path folder;

  @Test
  void segment_withAFlippedByteAnywhere_isSetAsideAndNothingElseIsLost(SplittableRandom random)
      throws IOException {
    RandomLogs generator = new RandomLogs(random);
    List<LogRecord> first = fill(generator);
    List<LogRecord> second = fill(generator);
    Path original = Files.createTempDirectory(folder, "original");
    copy(folder.resolve("project"), original);
    Path victim = segments().get(0);
    long size = Files.size(victim);
    for (int i = 0; i < PLACES; i++) {
      // The ends are what opening looks at; the rest is found while reading.
      long position = i < 20 ? i : i < 40 ? size - 1 - (i - 20) : random.nextLong(size);
      flip(victim, position);
      try (EngineFixture engine = new EngineFixture(folder)) {
        readTwice(engine);
        // A query has no reason to read some of the bytes.
        engine.engine.scrub(Long.MAX_VALUE);
        EngineFixture.await("damage counted", () -> engine.store.stats().damagedFiles() == 1);
        assertThat(readAll(engine)).as("byte %d", position).isEqualTo(EngineFixture.counts(second));
      }
      assertThat(Files.exists(victim)).isFalse();
      copy(original, folder.resolve("project"));
    }
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(engine.logs()).hasSize(first.size() + second.size());
    }
  }

  @Test
  void manifest_damagedOrMissing_isRebuiltFromTheSegments(SplittableRandom random)
      throws IOException {
    RandomLogs generator = new RandomLogs(random);
    List<LogRecord> logs = fill(generator);
    logs.addAll(fill(generator));
    try (EngineFixture engine = new EngineFixture(folder)) {
      List<LogRecord> open = generator.group(40);
      engine.append(open).join();
      logs.addAll(open);
    }
    Path manifest = folder.resolve("project/store/MANIFEST");
    flip(manifest, random.nextLong(Files.size(manifest)));
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(logs));
      assertThat(engine.store.stats().damagedFiles()).isEqualTo(1);
    }
    Files.delete(manifest);
    try (EngineFixture engine = new EngineFixture(folder)) {
      assertThat(EngineFixture.counts(engine.logs())).isEqualTo(EngineFixture.counts(logs));
    }
  }

  @Test
  void journal_withAFlippedByte_losesNoMoreThanItsRecords(SplittableRandom random)
      throws IOException {
    RandomLogs generator = new RandomLogs(random);
    List<LogRecord> sealed = fill(generator);
    List<LogRecord> open = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 5; i++) {
        List<LogRecord> group = generator.group(30);
        open.addAll(group);
        engine.append(group).join();
      }
    }
    Path journal = largestIn(folder.resolve("project/store/journal"));
    flip(journal, Files.size(journal) - 1 - random.nextInt(2000));
    try (EngineFixture engine = new EngineFixture(folder)) {
      List<LogRecord> found = engine.logs();
      assertThat(found).containsAll(sealed);
      assertThat(found.size()).isLessThanOrEqualTo(sealed.size() + open.size());
      List<LogRecord> more = generator.group(30);
      engine.append(more).join();
      assertThat(engine.logs()).containsAll(more);
    }
  }

  private List<LogRecord> fill(RandomLogs generator) {
    List<LogRecord> logs = new ArrayList<>();
    try (EngineFixture engine = new EngineFixture(folder)) {
      for (int i = 0; i < 8; i++) {
        List<LogRecord> group = generator.group(50);
        logs.addAll(group);
        engine.append(group).join();
      }
      engine.store.flush();
    }
    return logs;
  }

  /** Asks until no damage is met any more, and checks columns on the way. */
  private static void readTwice(EngineFixture engine) {
    try {
      readAll(engine);
    } catch (SegmentDamagedException e) {
      EngineFixture.await("set aside", () -> engine.store.stats().damagedFiles() == 1);
      readAll(engine);
    }
  }

  private static Map<LogRecord, Integer> readAll(EngineFixture engine) {
    try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
      for (SegmentSlice slice : snapshot.slices()) {
        ColumnCheck.check(slice.segment());
        for (String name : slice.segment().columnNames()) {
          for (String path : slice.segment().leafPaths(name)) {
            touch(slice.segment().leaf(name, path));
          }
        }
      }
    }
    assertThat(engine.store.cursors(0).begin()).isPositive();
    engine.store.pull(0, 0, 1000, Long.MAX_VALUE);
    return EngineFixture.counts(engine.logs());
  }

  /** Reads a column that the check leaves out, as those of broken JSON. */
  private static void touch(ColumnReader column) {
    for (int id = 0; id < column.valueCount(); id++) {
      assertThat(column.rows(id)).isNotEmpty();
      assertThat(column.text(id)).isNotNull();
    }
    assertThat(column.rowCounts()).hasSize(column.valueCount());
  }

  private List<Path> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("project/store/segments"))) {
      return files.sorted().toList();
    }
  }

  private static Path largestIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static void flip(Path file, long position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) position] ^= 0x10;
    Files.write(file, bytes);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> old = Files.walk(to)) {
      for (Path path : old.sorted((a, b) -> b.compareTo(a)).toList()) {
        if (!path.equals(to)) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> files = Files.walk(from)) {
      for (Path path : files.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (!path.equals(from)) {
          Files.copy(path, target);
        }
      }
    }
  }
}
