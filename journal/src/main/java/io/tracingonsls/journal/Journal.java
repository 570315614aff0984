// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An append-only journal in one directory.
 *
 * <p>Thread-safe: any number of threads append and read. One lock orders appends and changes of the segment list; it is
 * held while a record is copied to the operating system, and for {@link Durability#REQUEST_FSYNC} during the sync.
 * Readers use their own channels and see records up to the end published after each write. Lock order: journal, then
 * group sync or segment sync.
 */
public final class Journal implements AutoCloseable {
  private static final int WRITE_BUFFER = 256 << 10;

  private final JournalOptions options;
  private final FileOpener opener;
  private final JournalDirectory directory;
  private final OpenReport report;
  private final GroupSync groupSync;
  private final ByteBuffer buffer;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();

  /** Lengths of the segments that take no more records, by base. */
  private final NavigableMap<Long, Long> sealed;

  private @Nullable SegmentWriter active;
  private long nextBase;
  private boolean closed;

  private Journal(
      JournalOptions options,
      FileOpener opener,
      JournalDirectory directory,
      Recovery recovery,
      ByteBuffer buffer) {
    this.options = options;
    this.opener = opener;
    this.directory = directory;
    this.buffer = buffer;
    this.groupSync = new GroupSync("journal-sync");
    this.sealed = recovery.sealed();
    this.active = recovery.active();
    this.nextBase = recovery.nextBase();
    this.report = recovery.report();
  }

  /**
   * Opens or makes the journal in that directory, repairing what a crash has left. Damage never prevents this; it is in
   * {@link #openReport}.
   *
   * @throws JournalException {@link JournalError#LOCKED} when somebody else has it open, {@link JournalError#IO} or
   *     {@link JournalError#DISK_FULL} when the directory cannot be used
   */
  public static Journal open(Path directory, JournalOptions options) {
    return open(directory, options, FileChannel::open);
  }

  static Journal open(Path path, JournalOptions options, FileOpener opener) {
    try {
      JournalDirectory directory = JournalDirectory.lock(path);
      try {
        ByteBuffer buffer = ByteBuffer.allocateDirect(WRITE_BUFFER);
        return new Journal(
            options, opener, directory, Recovery.run(directory, options, opener, buffer), buffer);
      } catch (Throwable e) {
        directory.close();
        throw e;
      }
    } catch (IOException e) {
      throw JournalException.of("journal: cannot open " + path, e);
    }
  }

  /** What opening found. */
  public OpenReport openReport() {
    return report;
  }

  /** As {@link #append(ByteBuffer)} with a whole array. */
  public Appended append(byte[] record) {
    return append(ByteBuffer.wrap(record));
  }

  /**
   * Writes one record at the end; the buffer is read from its position to its limit and left as it was. Blocks while the
   * bytes are copied, with {@link Durability#REQUEST_FSYNC} also for the sync.
   *
   * @throws JournalException retryable when the disk is full or broken; nothing was written then. {@link
   *     JournalError#TOO_LARGE} or {@link JournalError#CLOSED} otherwise
   */
  public Appended append(ByteBuffer record) {
    if (record.remaining() > options.maxRecordBytes()) {
      throw new JournalException(
          JournalError.TOO_LARGE,
          "journal: record of " + record.remaining() + " bytes (expected: at most "
              + options.maxRecordBytes() + ")",
          null);
    }
    RecordHeader header = new RecordHeader(record.remaining(), RecordHeader.crcOf(record));
    lock.lock();
    try {
      SegmentWriter segment = writableSegment();
      long position = segment.header().base() + segment.end();
      segment.append(header, record);
      return new Appended(position, segment.header().base() + segment.end(), durable(segment));
    } catch (IOException e) {
      throw JournalException.of("journal: append", e);
    } finally {
      lock.unlock();
    }
  }

  private CompletionStage<Void> durable(SegmentWriter segment) throws IOException {
    return switch (options.durability()) {
      case PAGE_CACHE -> CompletableFuture.completedStage(null);
      case GROUP_FSYNC -> groupSync.await(segment).minimalCompletionStage();
      case REQUEST_FSYNC -> {
        segment.sync();
        yield CompletableFuture.completedStage(null);
      }
    };
  }

  private SegmentWriter writableSegment() throws IOException {
    if (closed) {
      throw new JournalException(JournalError.CLOSED, "journal: closed", null);
    }
    SegmentWriter current = active;
    if (current != null && (current.isBroken() || current.end() >= options.segmentBytes())) {
      seal(current);
      current = null;
    }
    if (current == null) {
      current = createSegment();
      active = current;
    }
    return current;
  }

  private void seal(SegmentWriter segment) throws IOException {
    if (options.durability() != Durability.PAGE_CACHE && !segment.isBroken()) {
      segment.sync();
    }
    segment.close();
    sealed.put(segment.header().base(), segment.end());
    nextBase = Math.max(nextBase, segment.header().base() + segment.end());
    active = null;
  }

  private SegmentWriter createSegment() throws IOException {
    Path file = directory.file(nextBase);
    // A file of this name can only be the rest of an attempt that failed before it held a record.
    Files.deleteIfExists(file);
    SegmentHeader header = new SegmentHeader(random.nextInt(), random.nextInt(), nextBase);
    SegmentWriter created = SegmentWriter.create(opener, file, header, buffer);
    if (options.durability() != Durability.PAGE_CACHE) {
      created.sync();
      directory.sync();
    }
    return created;
  }

  /** Position of the oldest record that may still be there. */
  public long firstPosition() {
    lock.lock();
    try {
      if (!sealed.isEmpty()) {
        return sealed.firstKey();
      }
      SegmentWriter current = active;
      return current == null ? nextBase : current.header().base();
    } finally {
      lock.unlock();
    }
  }

  /** Position behind the last record. */
  public long endPosition() {
    lock.lock();
    try {
      SegmentWriter current = active;
      return current == null ? nextBase : current.header().base() + current.end();
    } finally {
      lock.unlock();
    }
  }

  /** Length of all segments together. */
  public long sizeBytes() {
    lock.lock();
    try {
      SegmentWriter current = active;
      long size = current == null ? 0 : current.end();
      for (long length : sealed.values()) {
        size += length;
      }
      return size;
    } finally {
      lock.unlock();
    }
  }

  /** How many syncs were shared by appends so far; 0 unless the durability is {@link Durability#GROUP_FSYNC}. */
  public long groupSyncs() {
    return groupSync.syncs();
  }

  /** Makes everything appended so far durable, whatever the options say. Blocks. */
  public void sync() {
    lock.lock();
    try {
      SegmentWriter current = active;
      if (current != null) {
        current.sync();
      }
    } catch (IOException e) {
      throw JournalException.of("journal: sync", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A reader that starts with the first record at or behind the position, which has to be 0, one that the journal gave
   * out, or in a part that has been deleted.
   */
  public JournalCursor cursor(long fromPosition) {
    return new JournalCursor(this, fromPosition);
  }

  /** Takes records of a replay. */
  @FunctionalInterface
  public interface RecordConsumer {
    /** Called for each record in order; the bytes are valid during the call. An exception ends the replay. */
    void accept(long position, ByteBuffer bytes);
  }

  /** Delivers all records from a position (see {@link #cursor}) to the end as it is now. */
  public ReplayReport replay(long fromPosition, RecordConsumer consumer) {
    long end = endPosition();
    long records = 0;
    long bytes = 0;
    try (JournalCursor cursor = cursor(fromPosition)) {
      JournalRecord record = cursor.next();
      while (record != null && record.position() < end) {
        records++;
        bytes += record.bytes().remaining();
        consumer.accept(record.position(), record.bytes());
        record = cursor.next();
      }
      return new ReplayReport(records, bytes, cursor.skippedRegions(), cursor.skippedBytes());
    }
  }

  /**
   * Delivers the records of a directory that somebody else may have open, as far as they are written now. Takes no lock, changes nothing;
   * a missing directory has no records, a segment without a readable header is one skipped region.
   *
   * @throws JournalException {@link JournalError#IO} when a file cannot be read
   */
  public static ReplayReport read(Path directory, JournalOptions options, RecordConsumer consumer) {
    long[] counts = new long[4];
    try {
      if (!Files.isDirectory(directory)) {
        return new ReplayReport(0, 0, 0, 0);
      }
      for (Path file : JournalDirectory.segments(directory).values()) {
        readSegment(file, options, consumer, counts);
      }
    } catch (IOException e) {
      throw JournalException.of("journal: read " + directory, e);
    }
    return new ReplayReport(counts[0], counts[1], counts[2], counts[3]);
  }

  private static void readSegment(
      Path file, JournalOptions options, RecordConsumer consumer, long[] counts)
      throws IOException {
    try (SegmentReader reader =
        SegmentReader.open(FileChannel::open, file, options.maxRecordBytes())) {
      if (reader == null) {
        counts[2]++;
        counts[3] += Files.size(file);
        return;
      }
      long end = reader.fileBytes();
      JournalRecord record = reader.next(end);
      while (record != null) {
        counts[0]++;
        counts[1] += record.bytes().remaining();
        consumer.accept(record.position(), record.bytes());
        record = reader.next(end);
      }
      counts[2] += reader.skippedRegions();
      counts[3] += reader.skippedBytes();
    } catch (NoSuchFileException deletedMeanwhile) {
      // Its owner needs it no more.
    }
  }

  /** Begins a new segment, so that {@link #deleteBefore} can delete all that was appended until now. */
  public void roll() {
    lock.lock();
    try {
      SegmentWriter current = active;
      if (current == null || current.end() > SegmentHeader.BYTES) {
        if (current != null) {
          seal(current);
        }
        active = createSegment();
      }
    } catch (IOException e) {
      throw JournalException.of("journal: roll", e);
    } finally {
      lock.unlock();
    }
  }

  /** Deletes the segments that hold only records before the position; the last segment always stays. */
  public void deleteBefore(long position) {
    lock.lock();
    try {
      while (!sealed.isEmpty()) {
        Map.Entry<Long, Long> oldest = sealed.firstEntry();
        if (oldest.getKey() + oldest.getValue() > position
            || (sealed.size() == 1 && active == null)) {
          return;
        }
        Files.deleteIfExists(directory.file(oldest.getKey()));
        sealed.remove(oldest.getKey());
      }
    } catch (IOException e) {
      throw JournalException.of("journal: delete", e);
    } finally {
      lock.unlock();
    }
  }

  /** The segment that holds the position or, if none does, the next one; null behind the end. */
  @Nullable
  SegmentRange segmentFor(long position) {
    lock.lock();
    try {
      Map.Entry<Long, Long> floor = sealed.floorEntry(position);
      Map.Entry<Long, Long> found = floor != null && position < floor.getKey() + floor.getValue()
          ? floor
          : sealed.higherEntry(position);
      if (found != null) {
        return new SegmentRange(
            directory.file(found.getKey()), found.getKey(), found.getValue(), true);
      }
      SegmentWriter current = active;
      if (current == null) {
        return null;
      }
      long base = current.header().base();
      return new SegmentRange(directory.file(base), base, current.end(), false);
    } finally {
      lock.unlock();
    }
  }

  /** A segment as readers see it: records up to {@code end} are whole. */
  record SegmentRange(Path file, long base, long end, boolean isSealed) {}

  FileOpener opener() {
    return opener;
  }

  int maxRecordBytes() {
    return options.maxRecordBytes();
  }

  /** Syncs for those who wait, closes the files and gives the directory free. Idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      lock.unlock();
    }
    groupSync.close();
    try {
      SegmentWriter current = active;
      if (current != null) {
        current.close();
      }
      directory.close();
    } catch (IOException e) {
      throw JournalException.of("journal: close", e);
    }
  }
}
