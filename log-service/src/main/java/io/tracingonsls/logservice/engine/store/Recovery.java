// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.segment.SealedSegment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a Logstore consists of when it is opened. Damaged files are set aside; whatever they held is lost and reported, and
 * the rest is opened.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final String name;
  private final LogstoreFolder folder;
  private final Sealer.FileOpening opening;
  private Manifest manifest = Manifest.EMPTY;
  private boolean changed;

  Recovery(String name, LogstoreFolder folder, Sealer.FileOpening opening) {
    this.name = name;
    this.folder = folder;
    this.opening = opening;
  }

  /** The manifest to go on with, already written if it had to change. */
  Manifest manifest() {
    return manifest;
  }

  /** Opens the segments, in order of arrival. */
  List<SealedSegment> openSegments() throws IOException {
    Map<Long, Path> files = folder.segments();
    List<SealedSegment> opened;
    if (readManifest(files)) {
      opened = listed(files);
    } else {
      opened = found(files);
    }
    if (changed) {
      manifest = manifest.withSegments(opened.stream().map(s -> s.meta().id()).toList());
      folder.writeManifest(manifest);
    }
    return opened;
  }

  /** Whether there is a manifest to trust. */
  private boolean readManifest(Map<Long, Path> files) throws IOException {
    try {
      Manifest read = folder.readManifest();
      if (read == null && !files.isEmpty()) {
        LOG.error(
            "{}: the manifest is missing, rebuilding it from {} segments", name, files.size());
        return false;
      }
      manifest = read == null ? Manifest.EMPTY : read;
      return true;
    } catch (MalformedBytesException e) {
      LOG.error("{}: {}, rebuilding it from {} segments", name, e.getMessage(), files.size());
      setAside(folder.manifest());
      return false;
    }
  }

  private List<SealedSegment> listed(Map<Long, Path> files) throws IOException {
    List<SealedSegment> opened = new ArrayList<>();
    Map<Long, Path> unlisted = new LinkedHashMap<>(files);
    for (long id : manifest.segments()) {
      Path path = unlisted.remove(id);
      if (path == null) {
        LOG.error("{}: segment {} is missing", name, id);
        changed = true;
      } else {
        open(path, opened);
      }
    }
    // Left by a crash between writing a file and naming it, or between dropping a file and deleting
    // it.
    for (Path path : unlisted.values()) {
      folder.disk().delete(path);
    }
    return opened;
  }

  private void open(Path path, List<SealedSegment> opened) throws IOException {
    try {
      opened.add(opening.open(path));
    } catch (MalformedBytesException e) {
      LOG.error("{}: {} is damaged ({}) and set aside", name, path.getFileName(), e.getMessage());
      setAside(path);
    }
  }

  private void setAside(Path path) throws IOException {
    manifest = manifest.withOneMoreDamaged();
    changed = true;
    folder.setAside(path, manifest.damagedFiles());
  }

  /** Without a manifest: every whole file counts, unless another one replaced it. The journal is replayed from its start. */
  private List<SealedSegment> found(Map<Long, Path> files) throws IOException {
    changed = true;
    List<SealedSegment> all = new ArrayList<>();
    for (Path path : files.values()) {
      open(path, all);
    }
    Set<Long> replaced = new HashSet<>();
    long maxId = 0;
    long sealed = 0;
    for (SealedSegment segment : all) {
      replaced.addAll(segment.meta().replaces());
      maxId = Math.max(maxId, segment.meta().id());
      sealed = Math.max(sealed, segment.meta().lastSequence());
    }
    manifest = manifest.withNextSegmentId(maxId + 1).withSealedSequence(sealed);
    List<SealedSegment> kept = new ArrayList<>();
    for (SealedSegment segment : all) {
      if (replaced.contains(segment.meta().id())) {
        segment.doom();
        segment.release();
      } else {
        kept.add(segment);
      }
    }
    kept.sort(Comparator.comparingLong(segment -> segment.meta().firstSequence()));
    return kept;
  }

  /** The journal may have lost its tail, or all of it: the replay must not start behind its end. */
  void adjustReplay(long journalEnd, long journalStart) throws IOException {
    if (manifest.replayPosition() > journalEnd) {
      LOG.error(
          "{}: the journal ends at {}, before {}", name, journalEnd, manifest.replayPosition());
      manifest = manifest.withReplayPosition(journalStart);
      folder.writeManifest(manifest);
    }
  }
}
