// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.DerivedData;
import io.tracingonsls.logservice.engine.SegmentDamagedException;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.ReadFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open segment file, shared by all snapshots that list it. Reference-counted: its owner holds one reference from opening on,
 * each snapshot one more; the last {@link #release} closes the file and deletes it if it was {@link #doom}ed. Thread-safe.
 */
public final class SealedSegment {
  /** A segment that was not verified since it was opened. */
  public static final long NEVER = Long.MIN_VALUE;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Disk disk;
  private final Path path;
  private final SegmentFile file;
  private final SegmentMeta meta;
  private final long sizeBytes;
  private final ByteCache cache;
  private final BiConsumer<SealedSegment, String> onDamage;
  private final long number = NUMBERS.incrementAndGet();
  private final AtomicInteger references = new AtomicInteger(1);
  private volatile boolean doomed;
  private volatile long verifiedMillis = NEVER;

  private SealedSegment(
      Disk disk,
      Path path,
      SegmentFile file,
      SegmentMeta meta,
      ByteCache cache,
      BiConsumer<SealedSegment, String> onDamage)
      throws IOException {
    this.disk = disk;
    this.path = path;
    this.file = file;
    this.meta = meta;
    this.sizeBytes = file.size();
    this.cache = cache;
    this.onDamage = onDamage;
  }

  /**
   * Opens a file and verifies its directory; parts are verified when first read.
   *
   * @param onDamage told, with the reason, when a part turns out to be damaged later; may be told repeatedly
   * @throws MalformedBytesException when the file is damaged
   * @throws UnsupportedVersionException when it was written by a newer version
   */
  public static SealedSegment open(
      Disk disk, Path path, ByteCache cache, BiConsumer<SealedSegment, String> onDamage)
      throws IOException {
    ReadFile opened = disk.open(path);
    try {
      SegmentFile file = SegmentFile.open(opened);
      SegmentMeta meta = file.readDirectory().meta();
      return new SealedSegment(disk, path, file, meta, cache, onDamage);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** What is known without reading. */
  public SegmentMeta meta() {
    return meta;
  }

  /** Size of the file. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Where the file is. */
  public Path path() {
    return path;
  }

  /** Takes a reference; false when the segment is closed already. */
  public boolean retain() {
    int count = references.get();
    while (count > 0) {
      if (references.compareAndSet(count, count + 1)) {
        return true;
      }
      count = references.get();
    }
    return false;
  }

  /** Gives a reference back. */
  public void release() {
    if (references.decrementAndGet() == 0) {
      cache.forget(number);
      try {
        file.close();
        if (doomed) {
          disk.delete(path);
        }
      } catch (IOException e) {
        // The file stays behind; the next start finds it unlisted and deletes it.
        doomed = true;
      }
    }
  }

  /** Has the file deleted with the last reference. */
  public void doom() {
    doomed = true;
  }

  /** When the whole file was last known to be as written, in unix milliseconds; {@link #NEVER} if not since it was opened. */
  public long verifiedMillis() {
    return verifiedMillis;
  }

  /** Notes that the file is as written. */
  public void verified(long nowMillis) {
    verifiedMillis = nowMillis;
  }

  List<PartRef> parts() {
    return guarded(file::parts);
  }

  /** Reads a part past the cache; damage is reported and thrown. */
  void verify(PartRef part) {
    guarded(() -> file.stored(part));
  }

  /** A reader for one snapshot. */
  public SealedSegmentReader reader() {
    return new SealedSegmentReader(this, directory());
  }

  Directory directory() {
    return cached(
            -1,
            0,
            DirectoryPart.class,
            () -> guarded(() -> new DirectoryPart(file.readDirectory())))
        .directory();
  }

  /** A decoded part from the cache, or read now. */
  <T extends ByteCache.Weighed> T part(
      int column, int slot, PartRef ref, Class<T> type, Function<ByteSource, T> decoder) {
    return cached(
        column, slot, type, () -> guarded(() -> decoder.apply(new ByteSource(file.read(ref)))));
  }

  /** Something computed from parts, from the cache or computed now. */
  <T extends ByteCache.Weighed> T cached(
      int column, int slot, Class<T> type, ByteCache.Loader<T> loader) {
    return cache.get(new ByteCache.Key(number, column, slot), type, loader);
  }

  /** Something that a query computed, from the cache or computed now. */
  <T extends DerivedData> T derived(String name, Class<T> type, Supplier<T> compute) {
    ByteCache.Key key = new ByteCache.Key(number, -1, -1, name);
    return type.cast(
        cache.get(key, Derived.class, () -> new Derived(compute.get())).data());
  }

  /** Runs something that fails on damage, and reports it. */
  <T> T guarded(Reading<T> reading) {
    try {
      return reading.run();
    } catch (MalformedBytesException e) {
      throw damaged(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SegmentDamagedException damaged(@Nullable RuntimeException cause) {
    String reason = cause == null ? "inconsistent" : String.valueOf(cause.getMessage());
    onDamage.accept(this, reason);
    return new SegmentDamagedException(
        "segment " + path.getFileName() + ": damaged, " + reason, cause);
  }

  /** A read that may fail. */
  @FunctionalInterface
  interface Reading<T> {
    T run() throws IOException;
  }

  private record Derived(DerivedData data) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return data.heapBytes();
    }
  }

  /** The directory as a cache entry. */
  private record DirectoryPart(Directory directory) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return 512 + directory.columns().size() * 600L;
    }
  }
}
