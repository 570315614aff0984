// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import io.tracingonsls.logservice.engine.segment.ByteCache;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegmentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that earlier versions wrote; each was made from {@link #logs()} by the version that it is named after. */
class OldFormatTest {
  private static final int LOGS = 64;

  @TempDir
  Path folder;

  static List<LogRecord> logs() {
    List<LogRecord> logs = new ArrayList<>();
    for (int i = 0; i < LOGS; i++) {
      List<LogField> fields = List.of(
          new LogField("service", "service-" + i % 3),
          new LogField("traceID", String.format("%032x", i / 2 + 1)),
          new LogField("duration", Integer.toString(i * 1000)),
          new LogField("attribute", "{\"http.method\":\"GET\",\"user\":" + i % 5 + "}"));
      logs.add(new LogRecord(1_700_000_000 + i, i, "", "10.0.0.1", List.of(), fields));
    }
    return logs;
  }

  @ParameterizedTest
  @ValueSource(strings = {"segment-v1.tls", "segment-v2.tls"})
  void segment_ofEarlierVersion_isReadWhole(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = OldFormatTest.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    SealedSegment segment =
        SealedSegment.open(new FileDisk(), file, new ByteCache(1 << 20), (damaged, reason) -> {
          throw new AssertionError(reason);
        });
    SealedSegmentReader reader = segment.reader();
    List<LogRecord> found = new ArrayList<>();
    for (int row = 0; row < reader.rowCount(); row++) {
      found.add(reader.log(row));
    }
    assertThat(found).isEqualTo(logs());
    ColumnCheck.check(reader);
    ColumnReader services = reader.column("service");
    assertThat(services.rowCounts()[services.lookup("service-0".getBytes(UTF_8))])
        .isEqualTo(22);
    segment.release();
  }
}
