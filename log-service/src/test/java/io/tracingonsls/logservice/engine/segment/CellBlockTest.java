// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.github.luben.zstd.Zstd;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnKind;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import io.tracingonsls.testing.junit.SeedExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cells of every density and distribution, through writer and reader. */
@ExtendWith(SeedExtension.class)
class CellBlockTest {
  private static final int ROWS = 2 * CellBlock.ROWS + 777;
  private static final double[] DENSITIES = {0.001, 0.1, 0.3, 0.7, 0.999, 1};

  @TempDir
  Path folder;

  /** How the values of a column follow each other. */
  enum Values {
    ONE,
    FEW,
    SKEWED,
    MANY,
    NEW,
    NEARLY_NEW,
    RECENT;

    int next(SplittableRandom random, int serial) {
      return switch (this) {
        case ONE -> 0;
        case FEW -> random.nextInt(10);
        case SKEWED -> (int) (40 * Math.pow(random.nextDouble(), 6));
        case MANY -> random.nextInt(1000);
        case NEW -> serial;
        case NEARLY_NEW -> random.nextInt(50) == 0 ? serial / 2 : serial;
        case RECENT -> Math.max(0, serial / 10 - random.nextInt(3));
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void cells_ofEachDensity_comeBack(Values values, SplittableRandom random) throws IOException {
    for (double density : DENSITIES) {
      for (boolean sorted : new boolean[] {true, false}) {
        int[] cells = cells(values, density, random);
        RowPlaces places = RowPlaces.of(times(sorted, random), ROWS);
        check(cells, places, false);
        check(cells, places, true);
      }
    }
  }

  private static int[] cells(Values values, double density, SplittableRandom random) {
    int[] cells = new int[ROWS];
    int serial = 0;
    for (int rank = 0; rank < ROWS; rank++) {
      cells[rank] = random.nextDouble() < density ? values.next(random, serial++) : -1;
    }
    return cells;
  }

  private static long[] times(boolean sorted, SplittableRandom random) {
    long[] times = new long[ROWS];
    for (int rank = 0; rank < ROWS; rank++) {
      times[rank] = (long) rank + (sorted ? 0 : random.nextInt(3000));
    }
    return times;
  }

  private void check(int[] cells, RowPlaces places, boolean sparse) throws IOException {
    Column column = new Column(cells, sparse);
    Path path = folder.resolve("cells");
    FileDisk disk = new FileDisk();
    try (var file = disk.create(path);
        PartWriter parts = new PartWriter(file)) {
      CellWriter writer = new CellWriter(parts, new ByteSink(64), places);
      PartRef index = writer.write(column);
      parts.flush();
      int[] oldIds = Arrays.copyOf(writer.oldIds(), writer.valueCount());
      boolean constant = writer.valueCount() == 1 && writer.presentCount() == ROWS;
      boolean distinct = writer.valueCount() == ROWS;
      try (var written = disk.open(path)) {
        for (int row = 0; row < ROWS && !constant && !distinct; row += CellBlock.ROWS) {
          byte[] bytes = new byte[(int) written.size()];
          written.read(0, bytes, 0, bytes.length);
          CellIndex blocks =
              CellIndex.read(new ByteSource(part(bytes, index)), ROWS, Directory.VERSION);
          compare(block(bytes, blocks, row >>> CellBlock.SHIFT), row, cells, places, oldIds);
        }
      }
      assertThat(oldIds)
          .hasSize((int) Arrays.stream(cells).filter(id -> id >= 0).distinct().count());
    }
  }

  private static void compare(
      CellBlock block, int first, int[] cells, RowPlaces places, int[] oldIds) {
    int rows = Math.min(CellBlock.ROWS, ROWS - first);
    int[] expected = new int[rows];
    int[] single = new int[rows];
    int[] bulk = new int[rows];
    block.ids(0, rows, bulk, 0);
    for (int i = 0; i < rows; i++) {
      expected[i] = cells[places.rank(first + i)];
      single[i] = block.id(i) < 0 ? -1 : oldIds[block.id(i)];
      bulk[i] = bulk[i] < 0 ? -1 : oldIds[bulk[i]];
    }
    assertThat(single).isEqualTo(expected);
    assertThat(bulk).isEqualTo(expected);
    int[] part = new int[rows];
    block.ids(rows / 3, rows / 2, part, 7);
    for (int i = 0; i < rows / 2; i++) {
      assertThat(part[7 + i]).isEqualTo(block.id(rows / 3 + i));
    }
  }

  private static CellBlock block(byte[] file, CellIndex index, int number) {
    PartRef ref = index.ref(number);
    int rows = Math.min(CellBlock.ROWS, ROWS - (number << CellBlock.SHIFT));
    return ref.rawLength() == 0
        ? CellBlock.constant(index.minId(number))
        : BlockReader.read(new ByteSource(part(file, ref)), rows, index.ids(number));
  }

  private static byte[] part(byte[] file, PartRef ref) {
    byte[] stored =
        Arrays.copyOfRange(file, (int) ref.offset(), (int) ref.offset() + ref.storedLength());
    assertThat(PartWriter.crc(stored, stored.length)).isEqualTo(ref.crc());
    return ref.compressed() ? Zstd.decompress(stored, ref.rawLength()) : stored;
  }

  @Test
  void read_ofRandomBytes_failsAsMalformedOrGivesIdsInRange(SplittableRandom random) {
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      if (bytes.length > 2 && random.nextBoolean()) {
        bytes[0] = BlockWriter.PACKED;
        bytes[1] = (byte) random.nextInt(3);
      }
      int rows = 1 + random.nextInt(CellBlock.ROWS);
      CellIndex.Ids range = new CellIndex.Ids(random.nextInt(10), 10 + random.nextInt(90), 5);
      assertThatCode(() -> expectInRange(bytes, rows, range)).doesNotThrowAnyException();
    }
  }

  private static void expectInRange(byte[] bytes, int rows, CellIndex.Ids range) {
    CellBlock block;
    try {
      block = BlockReader.read(new ByteSource(bytes), rows, range);
    } catch (MalformedBytesException e) {
      return;
    }
    int[] ids = new int[rows];
    block.ids(0, rows, ids, 0);
    int[] outside = Arrays.stream(ids).filter(id -> id < -1 || id > range.max()).toArray();
    assertThat(outside).isEmpty();
  }

  /** A column without texts. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Column(int[] cells, boolean sparse) implements ColumnSource {
    @Override
    public ColumnKey key() {
      return ColumnKey.of(ColumnKind.FIELD, "field");
    }

    @Override
    public int valueCount() {
      return Math.max(0, Arrays.stream(cells).max().orElse(-1) + 1);
    }

    @Override
    public int maxLength() {
      return 0;
    }

    @Override
    public int copy(int id, byte[] out) {
      return 0;
    }

    @Override
    public void ids(int[] out) {
      System.arraycopy(cells, 0, out, 0, cells.length);
    }

    @Override
    public int cells(int[] ranks, int[] ids) {
      int count = 0;
      for (int rank = 0; rank < cells.length && sparse; rank++) {
        if (cells[rank] >= 0) {
          ranks[count] = rank;
          ids[count++] = cells[rank];
        }
      }
      return sparse ? count : -1;
    }
  }
}
