// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.journal.Appended;
import io.tracingonsls.journal.Durability;
import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalCursor;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.journal.JournalRecord;
import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.ingest.Decompressor;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes groups in: journal first, then the open segment, which is frozen when it is full. Runs on the Logstore's append lane only
 * (or before the lane starts).
 */
final class GroupWriter {
  private static final Logger LOG = LoggerFactory.getLogger(GroupWriter.class);
  /** Full segments that may wait for being written before appends have to wait for them. */
  static final int MAX_FROZEN = 2;

  private final String name;
  private final StoreContext context;
  private final StoreCell cell;
  private final Journal journal;
  private final Sealer sealer;
  private volatile long nextSequence;
  private long journalEnd;
  private long openSinceMillis;
  private long openHeap;

  /** Set while a group is being added: still set afterwards, the add ended halfway. */
  private boolean broken;

  /** Groups in the journal that could not be added. */
  private final Set<Long> leftOut = new HashSet<>();

  GroupWriter(
      String name,
      StoreContext context,
      StoreCell cell,
      Journal journal,
      Sealer sealer,
      long nextSequence) {
    this.name = name;
    this.context = context;
    this.cell = cell;
    this.journal = journal;
    this.sealer = sealer;
    this.nextSequence = nextSequence;
  }

  /** Sequence number of the next group. */
  long nextSequence() {
    return nextSequence;
  }

  /** Writes a group and completes its future, now or when it is durable. */
  void write(PendingAppend pending) {
    Throwable failing = sealer.failure();
    if (failing != null && cell.get().frozen().size() >= MAX_FROZEN) {
      pending.fail(unavailable("full segments can not be written", failing));
      return;
    }
    if (broken && !rebuild()) {
      pending.fail(unavailable("the open segment can not be rebuilt", null));
      return;
    }
    GroupRecord record = pending.record(nextSequence);
    Appended appended;
    try {
      appended = journal.append(record.encode());
    } catch (JournalException e) {
      pending.fail(unavailable("the write-ahead log can not be written", e));
      return;
    }
    nextSequence = record.arrival().sequence() + 1;
    add(record, pending.group(), appended.endPosition());
    acknowledge(pending, record.arrival().sequence(), appended.durable());
  }

  private void acknowledge(PendingAppend pending, long sequence, CompletionStage<Void> durable) {
    BiConsumer<@Nullable Void, @Nullable Throwable> completion = (done, failure) -> {
      if (failure != null) {
        pending.fail(unavailable("the write-ahead log can not be synced", failure));
      } else {
        pending.result().complete(sequence);
      }
    };
    // Group syncs complete on the journal's own thread, which must not run what depends on an
    // append.
    var unused = context.options().durability() == Durability.GROUP_FSYNC
        ? durable.whenCompleteAsync(completion, context.appendPool())
        : durable.whenComplete(completion);
  }

  private static AppendException unavailable(String what, @Nullable Throwable cause) {
    return new AppendException(AppendError.STORAGE_UNAVAILABLE, "storage: " + what, cause);
  }

  private void add(GroupRecord record, CheckedGroup group, long endPosition) {
    OpenSegment open = cell.get().open();
    if (open.groupCount() == 0) {
      openSinceMillis = context.clock().millis();
    }
    broken = true;
    leftOut.add(record.arrival().sequence());
    open.add(record.arrival(), group);
    leftOut.remove(record.arrival().sequence());
    broken = false;
    journalEnd = endPosition;
    long heap = open.heapBytes();
    context.openHeap().give(openHeap - heap);
    openHeap = heap;
    if (isFull(open)) {
      rotate();
    }
  }

  private boolean isFull(OpenSegment open) {
    EngineOptions options = context.options();
    boolean squeezed =
        context.openHeap().exceeded() && openHeap > context.openHeap().used() / 16;
    return open.rowCount() >= options.sealRows() || openHeap >= options.sealHeapBytes() || squeezed;
  }

  /**
   * Replaces an open segment in which an add ended halfway, which only a fault of this program or a lack of memory can cause, by what
   * the journal says, without the groups at which it happened. They were not acknowledged.
   */
  private boolean rebuild() {
    List<Frozen> frozen = cell.get().frozen();
    Frozen last = frozen.isEmpty() ? null : frozen.get(frozen.size() - 1);
    long from = last == null ? sealer.replayPosition() : last.journalEnd();
    long contained = last == null ? sealer.sealedSequence() : last.lastSequence();
    OpenSegment fresh = new OpenSegment();
    try (JournalCursor cursor = journal.cursor(from)) {
      for (JournalRecord next = cursor.next(); next != null; next = cursor.next()) {
        GroupRecord record = GroupRecord.decode(next.bytes());
        long sequence = record.arrival().sequence();
        if (sequence > contained && !leftOut.contains(sequence)) {
          fresh.add(record.arrival(), CheckedGroup.check(raw(record), ReplayLimits.NONE));
          nextSequence = Math.max(nextSequence, sequence + 1);
        }
        journalEnd = next.endPosition();
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("{}: the open segment can not be rebuilt", name, e);
      return false;
    }
    cell.update(state -> new StoreState(state.sealed(), state.frozen(), fresh));
    broken = false;
    LOG.warn("{}: the open segment was rebuilt without groups {}", name, leftOut);
    return true;
  }

  private static byte[] raw(GroupRecord record) {
    return Decompressor.decompress(
        record.body(), record.codec(), record.rawBytes(), Integer.MAX_VALUE - 16);
  }

  /** Freezes the open segment; false when it is empty. */
  boolean rotate() {
    OpenSegment full = cell.get().open();
    if (full.groupCount() == 0 || broken) {
      return false;
    }
    Frozen frozen = new Frozen(full, nextSequence - 1, journalEnd);
    context.openHeap().give(openHeap);
    openHeap = 0;
    cell.update(state -> state.rotate(frozen, full.successor()));
    return true;
  }

  /** Whether the open segment holds logs for longer than it should. */
  boolean isOld() {
    long age = context.clock().millis() - openSinceMillis;
    return cell.get().open().groupCount() > 0
        && age >= context.options().sealAfter().toMillis();
  }

  /** Gives back what the open segment takes of the shared budget. */
  void close() {
    context.openHeap().give(openHeap);
    openHeap = 0;
  }

  /** Takes a record of the journal in again. Records that are in segments already, or make no sense, are left out. */
  void replay(ByteBuffer bytes, long endPosition, long sealedSequence) {
    try {
      GroupRecord record = GroupRecord.decode(bytes);
      if (record.arrival().sequence() <= sealedSequence
          || record.arrival().sequence() < nextSequence) {
        return;
      }
      CheckedGroup group = CheckedGroup.check(raw(record), ReplayLimits.NONE);
      nextSequence = record.arrival().sequence() + 1;
      add(record, group, endPosition);
    } catch (MalformedBytesException | AppendException e) {
      LOG.error("{}: a journal record is left out: {}", name, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("{}: a journal record is left out", name, e);
    }
    if (broken) {
      boolean unused = rebuild();
    }
  }
}
