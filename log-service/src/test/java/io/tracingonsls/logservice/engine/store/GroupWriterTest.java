// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalOptions;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.disk.FileDisk;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.segment.ByteCache;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupWriterTest {
  @TempDir
  Path folder;

  private final CompletableFuture<Long> result = new CompletableFuture<>();

  @Test
  void openSegment_afterAnAddThatEndedHalfway_isRebuiltFromTheJournal() throws IOException {
    StoreContext context = new StoreContext(
        EngineFixture.SMALL,
        new FileDisk(),
        Clock.systemUTC(),
        new ByteCache(1000),
        Runnable::run,
        Runnable::run,
        new ByteBudget(1000),
        new ByteBudget(1 << 20));
    LogstoreFolder logstore = new LogstoreFolder(context.disk(), folder);
    logstore.create();
    StoreCell cell = new StoreCell(new StoreState(List.of(), List.of(), new OpenSegment()));
    try (Journal journal = Journal.open(logstore.journal(), JournalOptions.defaults())) {
      Sealer sealer =
          new Sealer("x", logstore, context, cell, journal, Manifest.EMPTY, path -> null);
      GroupWriter writer = new GroupWriter("x", context, cell, journal, sealer, 1);
      List<LogRecord> logs = new RandomLogs(new SplittableRandom(9)).group(50);
      byte[] body = RandomLogs.encode(logs);
      CheckedGroup good = CheckedGroup.check(body, AppendLimits.DEFAULT);
      CheckedGroup bad = new CheckedGroup(body, new byte[] {0x7F}, good.logCount(), 0, 0);
      writer.write(pending(body, good));
      assertThatThrownBy(() -> writer.write(pending(body, bad)))
          .isInstanceOf(MalformedBytesException.class);
      writer.write(pending(body, good));
      assertThat(result).isCompletedWithValue(1L);
      assertThat(cell.get().open().rowCount()).isEqualTo(2 * logs.size());
      assertThat(cell.get().open().groupTable().count()).isEqualTo(2);
    }
  }

  private PendingAppend pending(byte[] body, CheckedGroup group) {
    return new PendingAppend(
        new AppendRequest(body, Codec.NONE, body.length, 0, 1), group, 1, result);
  }
}
