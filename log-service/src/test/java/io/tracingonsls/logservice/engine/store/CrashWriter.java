// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process to be killed: appends groups of ten logs, several at a time, and writes a byte to standard output for each
 * acknowledgement. Arguments: folder, number of the first group, durability.
 */
final class CrashWriter {
  static final int LOGS = 10;
  private static final int IN_FLIGHT = 4;

  private CrashWriter() {}

  static EngineOptions options(Durability durability) {
    return EngineFixture.SMALL.with(options -> options
        .sealRows(400)
        .durability(durability)
        .journalFileBytes(64 << 10)
        .maintenanceInterval(Duration.ofMillis(5)));
  }

  public static void main(String[] args) throws IOException {
    long group = Long.parseLong(args[1]);
    EngineFixture engine = new EngineFixture(
        Path.of(args[0]),
        options(Durability.parse(args[2])),
        EngineFixture.FOREVER,
        Clock.systemUTC(),
        new FileDisk());
    Deque<CompletableFuture<Long>> pending = new ArrayDeque<>();
    while (true) {
      if (pending.size() == IN_FLIGHT) {
        pending.remove().join();
        System.out.write('a');
        System.out.flush();
      }
      pending.add(engine.append(group(group++)));
    }
  }

  static List<LogRecord> group(long number) {
    List<LogRecord> logs = new ArrayList<>();
    for (int i = 0; i < LOGS; i++) {
      logs.add(new LogRecord(
          RandomLogs.BASE_SECONDS + number % 50,
          -1,
          "",
          "",
          List.of(),
          List.of(
              new LogField("id", number + "-" + i),
              new LogField("json", "{\"n\":" + number + "}"))));
    }
    return logs;
  }
}
