// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.disk.ReadFile;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and verifies parts of a segment file. Thread-safe. */
final class SegmentFile {
  private final ReadFile file;
  private final PartRef directory;
  private final int version;

  private SegmentFile(ReadFile file, PartRef directory, int version) {
    this.file = file;
    this.directory = directory;
    this.version = version;
  }

  /**
   * Checks both ends of the file.
   *
   * @throws MalformedBytesException when the file is damaged
   * @throws UnsupportedVersionException when it was written by a newer version
   */
  static SegmentFile open(ReadFile file) throws IOException {
    try {
      ByteSource header = new ByteSource(bytes(file, 0, Directory.HEADER_BYTES));
      if (header.fixed64() != Directory.MAGIC) {
        throw new MalformedBytesException("header: not a segment file");
      }
      int version = header.fixed32();
      PartRef directory = directory(file);
      if (version < 1 || version > Directory.VERSION) {
        throw new MalformedBytesException("header: version " + version);
      }
      return new SegmentFile(file, directory, version);
    } catch (EOFException e) {
      throw new MalformedBytesException("file: truncated");
    }
  }

  private static PartRef directory(ReadFile file) throws IOException {
    long start = file.size() - Directory.TRAILER_BYTES;
    if (start < Directory.HEADER_BYTES) {
      throw new MalformedBytesException("file: truncated");
    }
    byte[] trailer = bytes(file, start, Directory.TRAILER_BYTES);
    ByteSource in = new ByteSource(trailer);
    long offset = in.fixed64();
    int stored = in.fixed32();
    int raw = in.fixed32();
    boolean compressed = in.get() != 0;
    int crc = in.fixed32();
    int version = in.fixed32();
    if (in.fixed32() != PartWriter.crc(trailer, Directory.TRAILER_BYTES - 12)
        || in.fixed64() != Directory.MAGIC) {
      throw new MalformedBytesException("trailer: checksum");
    }
    if (version > Directory.VERSION) {
      throw new UnsupportedVersionException(version);
    }
    if (offset < 0 || stored < 0 || raw < 0 || offset + stored != start) {
      throw new MalformedBytesException("trailer: directory at " + offset);
    }
    return new PartRef(offset, stored, raw, compressed, crc);
  }

  Directory readDirectory() throws IOException {
    return Directory.decode(read(directory), version);
  }

  /** Every part of the file, in no particular order. */
  List<PartRef> parts() throws IOException {
    Directory read = readDirectory();
    List<PartRef> parts = new ArrayList<>();
    read.addParts(parts);
    for (ColumnMeta column : read.columns().values()) {
      if (column.cells().rawLength() > 0) {
        ByteSource cells = new ByteSource(read(column.cells()));
        parts.addAll(
            CellIndex.read(cells, read.meta().rowCount(), column.version()).refs());
      }
    }
    return parts;
  }

  /** A part's raw bytes, verified. */
  byte[] read(PartRef part) throws IOException {
    byte[] stored = stored(part);
    return part.compressed() ? ZstdReader.decompress(stored, part.rawLength()) : stored;
  }

  /** A part's bytes as they are in the file, verified. */
  byte[] stored(PartRef part) throws IOException {
    if (part.offset() < 0
        || part.offset() + part.storedLength() > directory.offset() + directory.storedLength()) {
      throw new MalformedBytesException("part: outside the file");
    }
    byte[] stored;
    try {
      stored = bytes(file, part.offset(), part.storedLength());
    } catch (EOFException e) {
      throw new MalformedBytesException("part: truncated file");
    }
    if (PartWriter.crc(stored, stored.length) != part.crc()) {
      throw new MalformedBytesException("part at " + part.offset() + ": checksum");
    }
    return stored;
  }

  private static byte[] bytes(ReadFile file, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    file.read(position, bytes, 0, length);
    return bytes;
  }

  long size() throws IOException {
    return file.size();
  }

  void close() throws IOException {
    file.close();
  }
}
