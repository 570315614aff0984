// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.disk.WriteFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.zip.CRC32C;

/** Appends parts to a segment file, compressed where that saves at least a sixteenth. Not thread-safe. */
final class PartWriter implements Closeable {
  /** Level 1 is within 3 % of level 3 on ids and dictionaries here and takes half the time. */
  private static final int LEVEL = 1;

  private static final int MIN_BYTES = 48;

  /** Parts are collected up to this many bytes: most are of a few hundred. */
  private static final int WRITE_BYTES = 1 << 16;

  private final WriteFile file;
  private final ZstdCompressCtx zstd = new ZstdCompressCtx();
  private byte[] compressed = new byte[1 << 16];
  private final ByteSink pending = new ByteSink(WRITE_BYTES * 2);
  private long position;

  PartWriter(WriteFile file) {
    this.file = file;
    zstd.setLevel(LEVEL);
    zstd.setContentSize(true);
  }

  long position() {
    return position;
  }

  PartRef write(ByteSink part) throws IOException {
    return write(part.array(), part.size());
  }

  /** Writes bytes that do not compress: trying costs as much as with others. */
  PartRef writePlain(ByteSink part) throws IOException {
    return append(part.array(), part.size(), part.size(), false);
  }

  private PartRef write(byte[] raw, int length) throws IOException {
    int size = length < MIN_BYTES ? length : compress(raw, length);
    boolean useful = size < length - length / 16;
    return append(useful ? compressed : raw, useful ? size : length, length, useful);
  }

  private PartRef append(byte[] stored, int length, int rawLength, boolean compressed)
      throws IOException {
    PartRef ref = new PartRef(position, length, rawLength, compressed, crc(stored, length));
    append(stored, length);
    return ref;
  }

  private int compress(byte[] raw, int length) {
    int bound = (int) Math.min(Integer.MAX_VALUE - 16L, Zstd.compressBound(length));
    if (compressed.length < bound) {
      compressed = new byte[bound];
    }
    return zstd.compressByteArray(compressed, 0, compressed.length, raw, 0, length);
  }

  void append(byte[] bytes, int length) throws IOException {
    pending.put(bytes, 0, length);
    position += length;
    if (pending.size() >= WRITE_BYTES) {
      flush();
    }
  }

  /** Passes everything on to the file. */
  void flush() throws IOException {
    file.write(pending.array(), 0, pending.size());
    pending.clear();
  }

  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() {
    zstd.close();
  }
}
