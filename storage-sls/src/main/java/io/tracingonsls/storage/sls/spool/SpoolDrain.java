// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalCursor;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.journal.JournalRecord;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.write.EncodedBatch;
import io.tracingonsls.storage.sls.write.EncodedLogs;
import io.tracingonsls.storage.sls.write.LogGroup;
import io.tracingonsls.storage.sls.write.LogGroupSender;
import io.tracingonsls.storage.sls.write.PendingWrite;
import io.tracingonsls.storage.sls.write.SendHealth;
import io.tracingonsls.storage.sls.write.WriteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the journal to Log Service, oldest first, for as long as it takes.
 *
 * <p>Threads: several senders take turns at one cursor, under a lock, and send outside it; a position counts as sent when all before it is.
 * The journal is cut when that position grows.
 */
final class SpoolDrain implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolDrain.class);
  private static final long IDLE_MILLIS = 200;
  private static final long PAUSE_MILLIS = 1_000;
  private static final Duration CLOSE_TIME = Duration.ofSeconds(5);
  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private record Taken(LogGroup group, PendingWrite write, long from, int spans) {}

  private final Journal journal;
  private final JournalCursor cursor;
  private final BooleanSupplier held;
  private final long backlogEnd;
  private final SentPosition position;
  private final SlsClient client;
  private final String logstore;
  private final WriteSettings settings;
  private final StorageMetrics metrics;
  private final SpoolSpace space;
  private final DeadLetters deadLetters;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Thread> threads = new ArrayList<>();
  private final List<CompletableFuture<Void>> flushes = new ArrayList<>();
  private @Nullable JournalRecord ahead;
  private boolean counted;
  private boolean closed;

  /** Nothing is sent while {@code held}; whoever ends that calls {@link #wake}. */
  SpoolDrain(
      Journal journal,
      SentPosition position,
      SlsClient client,
      String logstore,
      WriteSettings settings,
      StorageMetrics metrics,
      SpoolSpace space,
      DeadLetters deadLetters,
      BooleanSupplier held) {
    this.journal = journal;
    this.position = position;
    this.cursor = journal.cursor(position.sent());
    this.client = client;
    this.logstore = logstore;
    this.settings = settings;
    this.metrics = metrics;
    this.space = space;
    this.deadLetters = deadLetters;
    this.held = held;
    this.backlogEnd = journal.endPosition();
  }

  void start() {
    SendHealth health = new SendHealth(metrics);
    for (int i = 0; i < settings.senders(); i++) {
      LogGroupSender sender = new LogGroupSender(
          client, logstore, settings.sourceAddress(), metrics, health, deadLetters::add);
      boolean first = i == 0;
      Thread thread = new Thread(() -> sendAll(sender, first), "sls-spool-" + i);
      thread.setDaemon(true);
      threads.add(thread);
    }
    threads.forEach(Thread::start);
  }

  /** Something was appended. */
  void wake() {
    lock.lock();
    try {
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Completes when all that is in the journal now has been sent. */
  CompletableFuture<Void> flush() {
    CompletableFuture<Void> flushed = new CompletableFuture<>();
    lock.lock();
    try {
      flushes.add(flushed);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    completeFlushes();
    return flushed;
  }

  private void completeFlushes() {
    List<CompletableFuture<Void>> done = new ArrayList<>();
    lock.lock();
    try {
      if (position.sent() >= journal.endPosition() || isDrained()) {
        done.addAll(flushes);
        flushes.clear();
      }
    } finally {
      lock.unlock();
    }
    done.forEach(flush -> flush.complete(null));
  }

  private boolean isDrained() {
    return ahead == null && position.sent() >= cursor.position() && peek() == null;
  }

  private void sendAll(LogGroupSender sender, boolean first) {
    try {
      if (first) {
        countBacklog();
      }
      while (true) {
        Taken taken = take();
        if (taken == null) {
          return;
        }
        send(sender, taken);
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Counts what an earlier process left, before any of it is sent: only then spans that leave have been counted when they came. */
  private void countBacklog() {
    long spans = 0;
    try (JournalCursor reader = journal.cursor(position.sent())) {
      JournalRecord record = reader.next();
      while (record != null && record.position() < backlogEnd) {
        spans += SpoolRecord.logs(record.bytes());
        record = reader.next();
      }
    } catch (JournalException unreadable) {
      LOG.warn("what is in the spool cannot be counted: {}", unreadable.getMessage());
    }
    space.untold(SpoolSpace.Untold.RESTART, spans);
    space.entered(spans);
    lock.lock();
    try {
      counted = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void send(LogGroupSender sender, Taken taken) throws InterruptedException {
    try {
      sender.send(taken.group());
    } catch (RuntimeException bug) {
      LOG.error("sending from the spool failed unexpectedly", bug);
    }
    CompletableFuture<WriteReceipt> receipt = taken.write().receipt();
    if (receipt.isDone() && !receipt.isCompletedExceptionally()) {
      space.left(taken.spans());
      stored(taken.from());
      return;
    }
    // Not stored and not refused either: for example the client broke. The journal still has it.
    Thread.sleep(PAUSE_MILLIS);
    send(sender, again(taken));
  }

  private static Taken again(Taken taken) {
    List<EncodedLogs> logs = new ArrayList<>();
    taken.group().eachPart(logs::add);
    return taken(logs, taken.from());
  }

  private static Taken taken(List<EncodedLogs> logs, long from) {
    int count = logs.stream().mapToInt(EncodedLogs::logs).sum();
    long bytes = logs.stream().mapToLong(EncodedLogs::length).sum();
    PendingWrite write =
        new PendingWrite(new EncodedBatch(logs, count, bytes, List.of()), Deadline.after(FOR_EVER));
    List<LogGroup.Part> parts =
        logs.stream().map(part -> new LogGroup.Part(write, part)).toList();
    return new Taken(new LogGroup(parts), write, from, count);
  }

  private void stored(long from) {
    long before = position.sent();
    long sent = position.stored(from);
    if (sent > before) {
      position.save(sent);
      try {
        journal.deleteBefore(sent);
      } catch (JournalException failed) {
        LOG.warn("sent files of the spool cannot be deleted: {}", failed.getMessage());
      }
    }
    space.tellBytes();
    completeFlushes();
  }

  /** The next group; null when closed. Blocks while there is none. */
  private @Nullable Taken take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        List<EncodedLogs> logs = held.getAsBoolean() || !counted ? List.of() : gather();
        if (!logs.isEmpty()) {
          JournalRecord next = ahead;
          long end = next == null ? cursor.position() : next.position();
          return taken(logs, position.take(end));
        }
        boolean signalled = changed.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        LOG.trace("spool woke up: {}", signalled);
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private List<EncodedLogs> gather() {
    List<EncodedLogs> logs = new ArrayList<>();
    int bytes = 0;
    int count = 0;
    while (bytes < settings.targetBytes()) {
      JournalRecord record = peek();
      EncodedLogs next =
          record == null ? null : SpoolRecord.decode(record.bytes().duplicate());
      if (record == null) {
        break;
      }
      if (next == null) {
        LOG.warn("a record of the spool is not readable and is skipped");
        metrics.count("storage_sls_spool_skipped_records_total", 1);
        space.left(SpoolRecord.logs(record.bytes()));
        ahead = null;
        continue;
      }
      boolean fits = bytes + next.length() <= WriteSettings.MAX_GROUP_BYTES
          && count + next.logs() <= WriteSettings.MAX_GROUP_LOGS;
      if (!fits && !logs.isEmpty()) {
        break;
      }
      logs.add(next);
      bytes += next.length();
      count += next.logs();
      ahead = null;
    }
    return logs;
  }

  /** The next record without taking it. */
  private @Nullable JournalRecord peek() {
    JournalRecord known = ahead;
    if (known != null) {
      return known;
    }
    try {
      ahead = cursor.next();
      return ahead;
    } catch (JournalException unreadable) {
      LOG.warn("the spool cannot be read for now: {}", unreadable.getMessage());
      return null;
    }
  }

  /** Stops; what is not sent stays in the journal. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    long end = System.nanoTime() + CLOSE_TIME.toNanos();
    for (Thread thread : threads) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      try {
        if (millis > 0) {
          thread.join(millis);
        }
      } catch (InterruptedException impatient) {
        Thread.currentThread().interrupt();
      }
    }
    threads.forEach(Thread::interrupt);
    flushes.forEach(flush -> flush.complete(null));
    cursor.close();
  }
}
