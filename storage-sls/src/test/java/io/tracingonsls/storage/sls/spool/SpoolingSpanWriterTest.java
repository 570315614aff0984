// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.journal.Durability;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.sls.client.FakeSlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.provision.LayoutChoice;
import io.tracingonsls.storage.sls.provision.LogstoreInspector;
import io.tracingonsls.storage.sls.write.QueueBudget;
import io.tracingonsls.storage.sls.write.SlsSpanWriter;
import io.tracingonsls.storage.sls.write.WriteSettings;
import io.tracingonsls.testing.fake.RecordingMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged reaches Log Service, later if need be, also by the next process. */
class SpoolingSpanWriterTest {
  private static final Pattern NAME = Pattern.compile("span-([0-9]+)!");
  private static final WriteSettings SETTINGS = new WriteSettings(
      2,
      1_000_000,
      Duration.ofMillis(1),
      Duration.ofMillis(5),
      8_000_000,
      Duration.ZERO,
      Duration.ZERO,
      "s");

  @TempDir
  Path directory;

  private final FakeSlsClient client = FakeSlsClient.prepared("spans");
  private final RecordingMetrics metrics = new RecordingMetrics();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private int next;

  private SpoolingSpanWriter open(long maxBytes) {
    LogstoreInspector inspector = new LogstoreInspector(client, "spans", LayoutChoice.AUTO);
    SlsSpanWriter direct = new SlsSpanWriter(
        client,
        "spans",
        inspector,
        SETTINGS,
        new QueueBudget(SETTINGS.queueBytes()),
        Clock.systemUTC(),
        StorageMetrics.NONE);
    SpoolingSpanWriter spool = new SpoolingSpanWriter(
        direct,
        client,
        "spans",
        inspector,
        SETTINGS,
        new SpoolSettings(directory.resolve("spool"), maxBytes, Durability.PAGE_CACHE),
        new SpoolSpace(metrics),
        Clock.systemUTC(),
        metrics);
    opened.add(spool);
    opened.add(direct);
    return spool;
  }

  @AfterEach
  void close() throws Exception {
    client.onWrite(group -> {});
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  private SpanBatch spans(int count, String value) {
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      spans.add(Span.builder()
          .traceId(new TraceId(1, 2))
          .spanId(new SpanId(3))
          .name("span-" + next++ + "!")
          .startNanos(1_600_000_000_000_000_000L)
          .attributes(Attributes.of("k", AttributeValue.of(value)))
          .build());
    }
    return SpanBatch.of(ResourceSpans.of(Resource.ofService("s", Attributes.empty()), spans));
  }

  private static WriteReceipt write(SpoolingSpanWriter writer, SpanBatch batch) throws Exception {
    try {
      return writer
          .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(10))))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw (Exception) failed.getCause();
    }
  }

  private static void flush(SpoolingSpanWriter writer) throws Exception {
    writer.flush().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private Set<Integer> delivered() {
    Set<Integer> names = new TreeSet<>();
    for (byte[] group : client.groups) {
      Matcher name = NAME.matcher(new String(group, StandardCharsets.UTF_8));
      while (name.find()) {
        names.add(Integer.parseInt(name.group(1)));
      }
    }
    return names;
  }

  private void fail() {
    client.onWrite(group -> {
      throw FakeSlsClient.failure(SlsFailure.Kind.NETWORK, "RequestError");
    });
  }

  @Test
  void outage_delaysButLosesNothing() throws Exception {
    fail();
    SpoolingSpanWriter writer = open(64 << 20);
    for (int i = 0; i < 50; i++) {
      WriteReceipt receipt = write(writer, spans(20, "v"));
      assertThat(receipt.durability()).isEqualTo(WriteReceipt.Durability.JOURNALED);
      assertThat(receipt.accepted()).isEqualTo(20);
    }
    assertThat(delivered()).isEmpty();
    client.onWrite(group -> {});
    flush(writer);
    assertThat(delivered()).hasSize(1_000);
  }

  @Test
  void nextProcess_sendsWhatIsLeft() throws Exception {
    fail();
    SpoolingSpanWriter first = open(64 << 20);
    write(first, spans(300, "v"));
    first.close();
    client.onWrite(group -> {});
    SpoolingSpanWriter second = open(64 << 20);
    write(second, spans(10, "v"));
    flush(second);
    assertThat(delivered()).hasSize(310);
    second.close();
    client.groups.clear();
    SpoolingSpanWriter third = open(64 << 20);
    write(third, spans(1, "v"));
    flush(third);
    assertThat(delivered()).containsExactly(310);
  }

  @Test
  void fullSpool_refuses() throws Exception {
    fail();
    SpoolingSpanWriter writer = open(1 << 20);
    byte[] random = new byte[100_000];
    new SplittableRandom(1).nextBytes(random);
    String noise = Base64.getEncoder().encodeToString(random);
    assertThatThrownBy(() -> {
          for (int i = 0; i < 100; i++) {
            write(writer, spans(1, noise));
          }
        })
        .isInstanceOfSatisfying(
            StorageException.class, e -> assertThat(e.error()).isEqualTo(StorageError.THROTTLED));
    client.onWrite(group -> {});
    flush(writer);
    assertThat(delivered()).hasSizeGreaterThan(5);
  }

  @Test
  void poisonSpan_goesToTheDeadLetters() throws Exception {
    client.onWrite(group -> {
      if (new String(group, StandardCharsets.UTF_8).contains("span-5!")) {
        throw FakeSlsClient.failure(SlsFailure.Kind.QUERY, "PostBodyInvalid");
      }
    });
    SpoolingSpanWriter writer = open(64 << 20);
    write(writer, spans(40, "v"));
    flush(writer);
    assertThat(delivered()).hasSize(39).doesNotContain(5);
    assertThat(metrics.sum("storage_sls_dead_letters_total")).isEqualTo(1);
  }

  @Test
  void lettersInUse_areWaitedForWithoutTheSpool() throws Exception {
    new LogstoreInspector(client, "spans", LayoutChoice.AUTO).tryToLook();
    SpoolingSpanWriter writer = open(64 << 20);
    try (DeadLetterBox box = DeadLetterBox.open(directory.resolve("spool/dead-letters"))) {
      box.remove(List.of());
      writer.start();
    }
    // Somebody has worked on the letters and is done: the spool itself must not have stayed locked.
    assertThat(write(writer, spans(3, "v")).durability())
        .isEqualTo(WriteReceipt.Durability.JOURNALED);
    flush(writer);
    assertThat(delivered()).hasSize(3);
  }

  @Test
  void brokenDisk_isWrittenAround() throws Exception {
    Files.writeString(directory.resolve("spool"), "a file, not a directory");
    SpoolingSpanWriter writer = open(64 << 20);
    new LogstoreInspector(client, "spans", LayoutChoice.AUTO).tryToLook();
    WriteReceipt receipt = null;
    for (int i = 0; i < 200 && receipt == null; i++) {
      try {
        receipt = write(writer, spans(3, "v"));
      } catch (StorageException notYet) {
        assertThat(notYet.error()).isEqualTo(StorageError.UNAVAILABLE);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    assertThat(receipt).isNotNull();
    assertThat(receipt.durability()).isEqualTo(WriteReceipt.Durability.STORED);
  }
}
