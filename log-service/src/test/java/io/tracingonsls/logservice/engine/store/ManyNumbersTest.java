// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers of which a segment has more than go into one chunk. */
class ManyNumbersTest {
  private static final int LOGS = 9000;

  @TempDir
  Path folder;

  /** Every other value comes twice, far apart. */
  private static long value(int row) {
    return (row % 2 == 0 ? row % 5000 : row) * 1_000_003L - 7;
  }

  private static List<LogRecord> logs() {
    List<LogRecord> logs = new ArrayList<>();
    for (int row = 0; row < LOGS; row++) {
      List<LogField> fields = List.of(new LogField("number", Long.toString(value(row))));
      logs.add(new LogRecord(1_700_000_000 + row / 100, row, "", "10.0.0.1", List.of(), fields));
    }
    return logs;
  }

  @Test
  void numbers_ofSeveralChunks_areReadOneByOneAndTogether() {
    var options =
        EngineFixture.SMALL.with(o -> o.sealRows(2 * LOGS).maintenanceInterval(Duration.ofDays(1)));
    List<LogRecord> logs = logs();
    try (EngineFixture engine = new EngineFixture(folder, options)) {
      engine.append(logs).join();
      engine.store.flush();
      assertThat(engine.logs()).isEqualTo(logs);
      try (Snapshot snapshot = engine.store.snapshot(0, Long.MAX_VALUE)) {
        SegmentReader segment = snapshot.slices().get(0).segment();
        assertThat(segment.id()).isNotNegative();
        check(segment.column("number"));
      }
    }
  }

  private static void check(ColumnReader column) {
    NumberView numbers = column.numbers();
    for (int row = LOGS - 1; row >= 0; row -= 7) {
      int id = column.id(row);
      byte[] text = Long.toString(value(row)).getBytes(UTF_8);
      assertThat(numbers.asLong(id)).isEqualTo(value(row));
      assertThat(column.bytes(id)).isEqualTo(text);
      assertThat(column.lookup(text)).isEqualTo(id);
      assertThat(column.rows(id)).contains(row);
    }
    assertThat(column.lookup("3".getBytes(UTF_8))).isEqualTo(-1);
  }
}
