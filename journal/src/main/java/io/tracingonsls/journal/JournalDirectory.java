// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of one journal and the lock that keeps a second writer out. */
final class JournalDirectory implements AutoCloseable {
  private static final String SUFFIX = ".journal";

  private final Path path;
  private final FileChannel lockFile;
  private final FileLock lock;

  private JournalDirectory(Path path, FileChannel lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Makes the directory if need be and locks it. */
  static JournalDirectory lock(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel file =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      // Open in this process: reported below like any other owner.
    } finally {
      if (lock == null) {
        file.close();
      }
    }
    if (lock == null) {
      throw new JournalException(
          JournalError.LOCKED, "journal: " + path + " is in use by another writer", null);
    }
    return new JournalDirectory(path, file, lock);
  }

  Path file(long base) {
    return path.resolve(String.format(Locale.ROOT, "%020d%s", base, SUFFIX));
  }

  /** Segment files by the base in their names. */
  NavigableMap<Long, Path> segments() throws IOException {
    return segments(path);
  }

  static NavigableMap<Long, Path> segments(Path path) throws IOException {
    NavigableMap<Long, Path> segments = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String digits = name.substring(0, name.length() - SUFFIX.length());
        if (digits.length() == 20 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
          segments.put(Long.parseLong(digits), file);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    return segments;
  }

  /** Renames a file out of the way; a number is added when the name is taken. */
  Path setAside(Path file) throws IOException {
    Path target = file.resolveSibling(file.getFileName() + ".damaged");
    for (int i = 2; Files.exists(target); i++) {
      target = file.resolveSibling(file.getFileName() + ".damaged" + i);
    }
    return Files.move(file, target);
  }

  /** The position behind everything that was ever in the directory, so that no position is used twice. */
  long positionBehind(Map<Long, Path> segments) throws IOException {
    long behind = 0;
    for (Map.Entry<Long, Path> segment : segments.entrySet()) {
      behind = Math.max(behind, segment.getKey() + Files.size(segment.getValue()));
    }
    return behind;
  }

  /** Makes names durable, where the file system knows how to. */
  void sync() throws IOException {
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    lockFile.close();
  }
}
