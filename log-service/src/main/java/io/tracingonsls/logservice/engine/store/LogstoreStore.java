// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.journal.JournalOptions;
import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Cursors;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.LogstoreStats;
import io.tracingonsls.logservice.engine.PulledGroups;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.engine.ingest.AppendLimits;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.ingest.Decompressor;
import io.tracingonsls.logservice.engine.open.OpenSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Logstore.
 *
 * <p>Threads: callers check what they append; the append lane writes the journal and the open segment; the background lane changes
 * files. Readers work on snapshots and wait for nobody. Locks: the lanes' own and {@link StoreCell}'s, never two at once.
 */
final class LogstoreStore implements Logstore {
  private static final Logger LOG = LoggerFactory.getLogger(LogstoreStore.class);

  private final LogstoreName name;
  private final StoreContext context;
  private final LogstoreFolder folder;
  private final SerialLane appends;
  private final SerialLane background;
  private final Journal journal;
  private final StoreCell cell;
  private final Sealer sealer;
  private final GroupWriter writer;
  private final Housekeeping housekeeping;
  private volatile LogstoreOptions options;
  private volatile boolean closed;
  private final AtomicLong scrubbedBytes = new AtomicLong();

  private LogstoreStore(
      LogstoreName name,
      StoreContext context,
      LogstoreFolder folder,
      LogstoreOptions options,
      SerialLane background,
      Journal journal,
      StoreCell cell,
      Sealer sealer,
      GroupWriter writer) {
    this.name = name;
    this.context = context;
    this.folder = folder;
    this.options = options;
    this.appends = new SerialLane(context.appendPool());
    this.background = background;
    this.journal = journal;
    this.cell = cell;
    this.sealer = sealer;
    this.writer = writer;
    this.housekeeping = new Housekeeping(context, cell, sealer);
  }

  /** Opens or creates a Logstore and replays its journal. */
  static LogstoreStore open(
      LogstoreName name, StoreContext context, Path root, LogstoreOptions options)
      throws IOException {
    LogstoreFolder folder = new LogstoreFolder(context.disk(), root);
    folder.create();
    SerialLane background = new SerialLane(context.backgroundPool());
    DamageWatch watch = new DamageWatch(background);
    Sealer.FileOpening opening =
        path -> SealedSegment.open(context.disk(), path, context.cache(), watch::damaged);
    Recovery recovery = new Recovery(name.toString(), folder, opening);
    List<SealedSegment> sealed = recovery.openSegments();
    Journal journal = null;
    try {
      journal = openJournal(folder, context.options());
      recovery.adjustReplay(journal.endPosition(), journal.firstPosition());
      StoreCell cell = new StoreCell(new StoreState(sealed, List.of(), new OpenSegment()));
      Manifest manifest = recovery.manifest();
      Sealer sealer =
          new Sealer(name.toString(), folder, context, cell, journal, manifest, opening);
      watch.start(sealer);
      GroupWriter writer = new GroupWriter(
          name.toString(), context, cell, journal, sealer, manifest.sealedSequence() + 1);
      new Replay(name.toString(), journal, manifest, cell, sealer, writer).run();
      return new LogstoreStore(
          name, context, folder, options, background, journal, cell, sealer, writer);
    } catch (IOException | RuntimeException e) {
      sealed.forEach(SealedSegment::release);
      if (journal != null) {
        journal.close();
      }
      throw e;
    }
  }

  private static Journal openJournal(LogstoreFolder folder, EngineOptions options)
      throws IOException {
    try {
      int maxRecordBytes = GroupRecord.maxBytes(options.limits().maxRawBytes());
      return Journal.open(
          folder.journal(),
          new JournalOptions(options.durability(), options.journalFileBytes(), maxRecordBytes));
    } catch (JournalException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public LogstoreName name() {
    return name;
  }

  @Override
  public CompletionStage<Long> append(AppendRequest request) {
    CompletableFuture<Long> result = new CompletableFuture<>();
    AppendLimits limits = context.options().limits();
    long bytes = (long) request.body().length
        + Math.max(0, Math.min(request.rawBytes(), limits.maxRawBytes()));
    if (!context.queued().take(bytes)) {
      result.completeExceptionally(
          new AppendException(AppendError.BUSY, "engine: too much data waits for being indexed"));
      return result;
    }
    var unused = result.whenComplete((sequence, failure) -> context.queued().give(bytes));
    try {
      byte[] raw = Decompressor.decompress(
          request.body(), request.codec(), request.rawBytes(), limits.maxRawBytes());
      CheckedGroup group = CheckedGroup.check(raw, limits);
      checkTimes(request, group);
      submit(new PendingAppend(request, group, options.indexVersion(), result));
    } catch (AppendException e) {
      result.completeExceptionally(e);
    }
    return result;
  }

  private static void checkTimes(AppendRequest request, CheckedGroup group) {
    if (group.logCount() > 0
        && (group.minSeconds() < request.earliestSeconds()
            || group.maxSeconds() > request.latestSeconds())) {
      throw new AppendException(
          AppendError.TIME_OUT_OF_RANGE, "LogGroup: a log's time lies outside the accepted window");
    }
  }

  private void submit(PendingAppend pending) {
    boolean taken = appends.submit(() -> write(pending));
    if (!taken) {
      pending.fail(new AppendException(AppendError.CLOSED, "logstore: closed"));
    }
  }

  private void write(PendingAppend pending) {
    int frozen = cell.get().frozen().size();
    try {
      writer.write(pending);
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.error("{}: an append failed unexpectedly", name, e);
      pending.fail(
          new AppendException(AppendError.STORAGE_UNAVAILABLE, "engine: internal error", e));
    }
    if (cell.get().frozen().size() > frozen) {
      sealLater();
    }
  }

  /** Has frozen segments written, and lets appends wait when there are too many. */
  private void sealLater() {
    if (mustWait()) {
      appends.pause();
    }
    boolean unused = background.submit(() -> {
      sealer.sealAll();
      appends.resume();
    });
    if (!mustWait()) {
      appends.resume();
    }
  }

  private boolean mustWait() {
    return sealer.failure() == null && cell.get().frozen().size() >= GroupWriter.MAX_FROZEN;
  }

  @Override
  public Snapshot snapshot(long fromSeconds, long toSeconds) {
    return cell.snapshot(Math.max(fromSeconds, housekeeping.expirySeconds(options)), toSeconds);
  }

  @Override
  public PulledGroups pull(int shard, long cursor, int maxGroups, long maxRawBytes) {
    return new GroupReads(cell).pull(shard, cursor, maxGroups, maxRawBytes);
  }

  @Override
  public Cursors cursors(int shard) {
    return new GroupReads(cell).cursors(shard, writer.nextSequence());
  }

  @Override
  public void options(LogstoreOptions changed) {
    options = changed;
  }

  @Override
  public LogstoreStats stats() {
    StoreState state = cell.get();
    long sealedLogs = 0;
    long bytes = 0;
    for (SealedSegment segment : state.sealed()) {
      sealedLogs += segment.meta().rowCount();
      bytes += segment.sizeBytes();
    }
    long openLogs = state.open().rowCount();
    for (Frozen frozen : state.frozen()) {
      openLogs += frozen.segment().rowCount();
    }
    return new LogstoreStats(
        sealedLogs + openLogs,
        openLogs,
        state.sealed().size(),
        bytes,
        journal.sizeBytes(),
        sealer.damagedFiles() + journal.openReport().damagedFiles().size(),
        state.frozen().size(),
        scrubbedBytes.get());
  }

  @Override
  public void flush() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean taken = appends.submit(() -> {
      boolean unused = writer.rotate();
      boolean queued = background.submit(() -> {
        sealer.sealAll();
        appends.resume();
        finish(done);
      });
      if (!queued) {
        finish(done);
      }
    });
    if (!taken) {
      throw new IllegalStateException("logstore: closed");
    }
    done.join();
  }

  private void finish(CompletableFuture<Void> done) {
    Throwable failure = sealer.failure();
    if (failure == null) {
      done.complete(null);
    } else {
      done.completeExceptionally(failure);
    }
  }

  /** The files of the moment; whoever reads one retains it first. */
  List<SealedSegment> sealed() {
    return closed ? List.of() : cell.get().sealed();
  }

  /** Counts what was verified. */
  void scrubbed(long bytes) {
    scrubbedBytes.addAndGet(bytes);
  }

  /** One round of maintenance; returns at once. */
  void maintain() {
    if (closed) {
      return;
    }
    boolean unused = appends.submit(() -> {
      if (writer.isOld() && writer.rotate()) {
        sealLater();
      }
    });
    boolean queued = background.submit(() -> {
      if (sealer.failure() != null) {
        sealer.sealAll();
        appends.resume();
      }
      housekeeping.run(options);
    });
    if (!queued) {
      LOG.debug("{}: closed", name);
    }
  }

  /** Stops, losing nothing. Idempotent. */
  void close() {
    stop();
    try {
      journal.sync();
    } catch (JournalException e) {
      LOG.warn("{}: the journal could not be synced: {}", name, e.toString());
    }
    journal.close();
    cell.close(false);
  }

  private void stop() {
    closed = true;
    appends.close();
    background.close();
    writer.close();
  }

  /** Stops and deletes everything. */
  void delete() throws IOException {
    stop();
    journal.close();
    cell.close(true);
    context.disk().deleteTree(folder.root());
  }
}
