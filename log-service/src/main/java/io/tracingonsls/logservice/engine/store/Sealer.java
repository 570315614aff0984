// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.journal.Journal;
import io.tracingonsls.journal.JournalException;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import io.tracingonsls.logservice.engine.segment.SealedSegmentReader;
import io.tracingonsls.logservice.engine.segment.SegmentSource;
import io.tracingonsls.logservice.engine.segment.SegmentWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes the set of a Logstore's files: seals, merges, drops, sets aside. All of it on one lane (or before the lane starts), so
 * that the manifest has one writer. Each change is: write files, replace the manifest, replace the state, give up old files.
 */
final class Sealer {
  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);

  private final String name;
  private final LogstoreFolder folder;
  private final StoreContext context;
  private final StoreCell cell;
  private final Journal journal;
  private final FileOpening opening;
  private volatile Manifest manifest;
  private volatile int damagedFiles;
  private volatile @Nullable Throwable failure;

  Sealer(
      String name,
      LogstoreFolder folder,
      StoreContext context,
      StoreCell cell,
      Journal journal,
      Manifest manifest,
      FileOpening opening) {
    this.name = name;
    this.folder = folder;
    this.context = context;
    this.cell = cell;
    this.journal = journal;
    this.manifest = manifest;
    this.damagedFiles = manifest.damagedFiles();
    this.opening = opening;
  }

  /** Opens a segment file and watches it for damage. */
  @FunctionalInterface
  interface FileOpening {
    SealedSegment open(Path path) throws IOException;
  }

  /** Why the last attempt to seal failed; null when it did not. */
  @Nullable
  Throwable failure() {
    return failure;
  }

  /** Where the journal is not contained in segments any more. For the append lane, when nothing is frozen. */
  long replayPosition() {
    return manifest.replayPosition();
  }

  /** Last group that is in segments. For the append lane, when nothing is frozen. */
  long sealedSequence() {
    return manifest.sealedSequence();
  }

  int damagedFiles() {
    return damagedFiles;
  }

  /** Writes all frozen segments, until one fails. */
  void sealAll() {
    while (!cell.get().frozen().isEmpty()) {
      try {
        sealFirst();
        if (failure != null) {
          LOG.info("{}: sealing works again", name);
        }
        failure = null;
      } catch (IOException | UncheckedIOException | JournalException e) {
        if (failure == null) {
          LOG.warn("{}: a full segment can not be written, trying again: {}", name, e.toString());
        }
        failure = e;
        return;
      } catch (RuntimeException | OutOfMemoryError e) {
        // Whatever it is, writers must be told; nothing is lost, and with more memory or another
        // version it may work.
        if (failure == null) {
          LOG.error("{}: a full segment can not be written, trying again", name, e);
        }
        failure = e;
        return;
      }
    }
    failure = null;
  }

  private void sealFirst() throws IOException {
    Frozen frozen = cell.get().frozen().get(0);
    SegmentSource source = frozen.segment().source();
    Manifest next =
        manifest.withReplayPosition(frozen.journalEnd()).withSealedSequence(frozen.lastSequence());
    if (source == null) {
      commit(next, List.of(), state -> state.sealFirst(List.of()));
    } else {
      SealedSegment sealed = write(source, folder.unfinishedSegment(), List.of());
      List<Long> ids = new ArrayList<>(manifest.segments());
      ids.add(sealed.meta().id());
      commit(
          next.withSegments(ids).withNextSegmentId(sealed.meta().id() + 1),
          List.of(sealed),
          state -> state.sealFirst(List.of(sealed)));
    }
    forgetJournal(frozen.journalEnd());
  }

  private void forgetJournal(long position) {
    try {
      journal.deleteBefore(position);
    } catch (JournalException e) {
      LOG.warn("{}: old journal files stay: {}", name, e.toString());
    }
  }

  private SealedSegment write(SegmentSource source, Path unfinished, List<Long> replaces)
      throws IOException {
    long id = manifest.nextSegmentId();
    new SegmentWriter(source).write(context.disk(), unfinished, id, replaces);
    Path path = folder.segment(id);
    context.disk().move(unfinished, path);
    SealedSegment sealed = opening.open(path);
    sealed.verified(context.clock().millis());
    return sealed;
  }

  /** Makes a change count. On failure new files are closed, but stay: the manifest on disk may name them already. */
  private void commit(Manifest next, List<SealedSegment> added, UnaryOperator<StoreState> change)
      throws IOException {
    try {
      folder.writeManifest(next);
    } catch (IOException | RuntimeException e) {
      added.forEach(SealedSegment::release);
      throw e;
    }
    manifest = next;
    damagedFiles = next.damagedFiles();
    cell.update(change);
  }

  /**
   * Deletes segments that nobody may see any more. A disk too full for the new manifest is made room on all the same: a start that finds
   * the old one misses the files, says so, and goes on.
   */
  void drop(List<SealedSegment> segments) throws IOException {
    Manifest next =
        manifest.withSegments(cell.get().replace(segments, List.of()).sealedIds());
    try {
      folder.writeManifest(next);
    } catch (IOException e) {
      LOG.warn(
          "{}: deleting segments although the manifest can not be written: {}", name, e.toString());
    }
    manifest = next;
    List<SealedSegment> taken = new ArrayList<>();
    cell.update(state -> take(state, segments, List.of(), taken));
    giveUp(taken);
  }

  private void replace(List<SealedSegment> old, List<SealedSegment> by, Manifest base)
      throws IOException {
    StoreState after = cell.get().replace(old, by);
    List<SealedSegment> taken = new ArrayList<>();
    commit(base.withSegments(after.sealedIds()), by, state -> take(state, old, by, taken));
    giveUp(taken);
  }

  /** Replaces files, and tells which of them were still there: one that was hidden meanwhile is given up by who did that. */
  private static StoreState take(
      StoreState state,
      List<SealedSegment> old,
      List<SealedSegment> by,
      List<SealedSegment> taken) {
    state.sealed().stream().filter(old::contains).forEach(taken::add);
    return state.replace(old, by);
  }

  private static void giveUp(List<SealedSegment> old) {
    for (SealedSegment segment : old) {
      segment.doom();
      segment.release();
    }
  }

  /** Merges neighbours into one. */
  void merge(List<SealedSegment> segments) throws IOException {
    List<SealedSegmentReader> readers = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    long rawBytes = 0;
    for (SealedSegment segment : segments) {
      readers.add(segment.reader());
      ids.add(segment.meta().id());
      rawBytes += segment.meta().rawBytes();
    }
    SealedSegment merged = write(new MergeSource(readers, rawBytes), folder.unfinishedMerge(), ids);
    replace(segments, List.of(merged), manifest.withNextSegmentId(merged.meta().id() + 1));
    LOG.debug(
        "{}: merged {} segments of {} logs",
        name,
        segments.size(),
        merged.meta().rowCount());
  }

  /** Takes a damaged file out of use at once; what else there is to do follows on the lane. From any thread. */
  void hide(SealedSegment segment, String reason, SerialLane lane) {
    if (cell.remove(segment)) {
      LOG.error(
          "{}: {} is damaged ({}) and set aside with {} logs",
          name,
          segment.path().getFileName(),
          reason,
          segment.meta().rowCount());
      if (!lane.submit(() -> setAside(segment))) {
        segment.release();
      }
    }
  }

  private void setAside(SealedSegment segment) {
    try {
      Manifest next = manifest.withOneMoreDamaged();
      commit(next.withSegments(cell.get().sealedIds()), List.of(), state -> state);
      folder.setAside(segment.path(), next.damagedFiles());
    } catch (IOException e) {
      LOG.warn(
          "{}: {} could not be moved away: {}", name, segment.path().getFileName(), e.toString());
    } finally {
      segment.release();
    }
  }

  /** Runs a change whose failure only means that it is tried again later. */
  void attempt(String what, Change change) {
    try {
      change.run();
    } catch (IOException
        | UncheckedIOException
        | SegmentDamagedException
        | MalformedBytesException e) {
      LOG.warn("{}: {} failed, trying again later: {}", name, what, e.toString());
    }
  }

  /** A change of files. */
  @FunctionalInterface
  interface Change {
    void run() throws IOException;
  }
}
