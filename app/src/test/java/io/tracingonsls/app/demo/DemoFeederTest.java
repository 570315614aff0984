// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFeederTest {
  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-10-01T12:00:00.5Z"), ZoneOffset.UTC);

  @TempDir
  private Path dir;

  @Test
  void start_writesAnHourOnce() throws Exception {
    List<SpanId> stored = new CopyOnWriteArrayList<>();
    DemoSink sink = batch -> {
      batch.flatten().forEach(span -> stored.add(span.span().spanId()));
      return CompletableFuture.completedFuture(null);
    };
    long written = feed(sink);
    assertThat(written).isGreaterThan(10_000);
    assertThat(stored).hasSize((int) written).doesNotHaveDuplicates();

    assertThat(feed(sink)).isZero();
    assertThat(stored).hasSize((int) written);
  }

  @Test
  void refusedBatch_isWrittenAgain() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    List<SpanBatch> stored = new CopyOnWriteArrayList<>();
    DemoSink sink = batch -> {
      if (calls.incrementAndGet() == 1) {
        return CompletableFuture.failedFuture(new IllegalStateException("full"));
      }
      stored.add(batch);
      return CompletableFuture.completedFuture(null);
    };
    assertThat(feed(sink))
        .isEqualTo(stored.stream().mapToLong(SpanBatch::spanCount).sum());
  }

  private long feed(DemoSink sink) throws Exception {
    Path progress = dir.resolve("demo").resolve("progress");
    try (DemoFeeder feeder = new DemoFeeder(new DemoTraffic(1), sink, NOON, progress)) {
      feeder.start();
      long written = feeder.historyWritten().get(30, TimeUnit.SECONDS);
      assertThat(Files.readString(progress)).isEqualTo("1790856000");
      return written;
    }
  }
}
