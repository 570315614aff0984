// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of a small file, read again when it changes; looks at most once a second. Keeps the old ones on errors. */
final class WatchedLines {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedLines.class);
  private static final long MAX_BYTES = 1 << 20;
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path file;
  private FileTime modified;
  private List<String> lines;
  private long lookedAtNanos;

  /** Reads the file now, so that a wrong path is an error at start. */
  WatchedLines(Path file) throws IOException {
    this.file = file;
    this.modified = Files.getLastModifiedTime(file);
    this.lines = read();
    this.lookedAtNanos = System.nanoTime();
  }

  private List<String> read() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + ": too large (expected: at most 1 MiB)");
    }
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  synchronized List<String> lines() {
    long now = System.nanoTime();
    if (now - lookedAtNanos > INTERVAL_NANOS) {
      lookedAtNanos = now;
      try {
        FileTime current = Files.getLastModifiedTime(file);
        if (!current.equals(modified)) {
          lines = read();
          modified = current;
        }
      } catch (IOException e) {
        LOG.warn("{}: cannot be read again, keeping what was read before", file, e);
      }
    }
    return lines;
  }
}
