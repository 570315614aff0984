// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Up to where the journal has been stored, in a small file that is replaced as a whole. Losing it sends spans twice. Thread-safe. */
final class SentPosition {
  private static final Logger LOG = LoggerFactory.getLogger(SentPosition.class);

  private final Path file;
  private final TreeMap<Long, Long> underWay = new TreeMap<>();
  private long sent;
  private long next;

  SentPosition(Path directory) {
    this.file = directory.resolve("sent");
    this.sent = read(file);
    this.next = sent;
  }

  private static long read(Path file) {
    try {
      return Math.max(
          0, Long.parseLong(Files.readString(file, StandardCharsets.UTF_8).strip()));
    } catch (NoSuchFileException first) {
      return 0;
    } catch (IOException | NumberFormatException unreadable) {
      LOG.warn("{} cannot be read; spans in the spool are sent again", file);
      return 0;
    }
  }

  /** All before this position is stored. */
  synchronized long sent() {
    return sent;
  }

  /** Records from the last end up to {@code end} are taken to be sent. */
  synchronized long take(long end) {
    underWay.put(next, end);
    long from = next;
    next = end;
    return from;
  }

  /** What was taken at {@code from} is stored; gives the position up to which all is. */
  synchronized long stored(long from) {
    underWay.remove(from);
    Map.Entry<Long, Long> oldest = underWay.firstEntry();
    sent = oldest == null ? next : oldest.getKey();
    return sent;
  }

  /** Writes the file. */
  void save(long position) {
    Path fresh = file.resolveSibling("sent.new");
    try {
      Files.writeString(fresh, Long.toString(position), StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException full) {
      LOG.warn("{} cannot be written: {}", file, full.getMessage());
    }
  }
}
