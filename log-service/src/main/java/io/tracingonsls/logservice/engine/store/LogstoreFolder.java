// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.WriteFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Names and small operations within a Logstore's folder. */
final class LogstoreFolder {
  private static final String PREFIX = "seg-";
  private static final String SUFFIX = ".tls";

  private final Disk disk;
  private final Path root;

  LogstoreFolder(Disk disk, Path root) {
    this.disk = disk;
    this.root = root;
  }

  Disk disk() {
    return disk;
  }

  Path root() {
    return root;
  }

  Path journal() {
    return root.resolve("journal");
  }

  Path segment(long id) {
    return root.resolve("segments")
        .resolve(String.format(Locale.ROOT, PREFIX + "%016x" + SUFFIX, id));
  }

  /** Where a segment is written before it has its name. */
  Path unfinishedSegment() {
    return root.resolve("segments").resolve("unfinished.tmp");
  }

  /** Where a merge writes. */
  Path unfinishedMerge() {
    return root.resolve("segments").resolve("merge.tmp");
  }

  void create() throws IOException {
    disk.createFolder(root.resolve("segments"));
    disk.createFolder(journal());
  }

  /** Files in the segments folder: segments by id. Others, left by a crash, are deleted. */
  Map<Long, Path> segments() throws IOException {
    Map<Long, Path> byId = new TreeMap<>();
    for (Path path : disk.list(root.resolve("segments"))) {
      String name = String.valueOf(path.getFileName());
      if (name.matches(PREFIX + "[0-9a-f]{16}" + SUFFIX)) {
        byId.put(
            Long.parseUnsignedLong(name.substring(PREFIX.length(), PREFIX.length() + 16), 16),
            path);
      } else {
        disk.delete(path);
      }
    }
    return byId;
  }

  /** Moves a file out of the way, under a name that keeps earlier ones. */
  void setAside(Path file, int number) throws IOException {
    Path folder = root.resolve("damaged");
    disk.createFolder(folder);
    disk.move(
        file, folder.resolve(String.format(Locale.ROOT, "%04d-%s", number, file.getFileName())));
  }

  /**
   * The manifest; null when there is none.
   *
   * @throws MalformedBytesException when it is damaged
   */
  @Nullable
  Manifest readManifest() throws IOException {
    try {
      return Manifest.decode(disk.readAll(manifest()));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  Path manifest() {
    return root.resolve("MANIFEST");
  }

  void writeManifest(Manifest manifest) throws IOException {
    Path unfinished = root.resolve("MANIFEST.tmp");
    byte[] bytes = manifest.encode();
    try (WriteFile file = disk.create(unfinished)) {
      file.write(bytes, 0, bytes.length);
      file.sync();
    }
    disk.move(unfinished, manifest());
  }
}
