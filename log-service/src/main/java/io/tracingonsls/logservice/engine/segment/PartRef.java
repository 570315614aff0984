// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;

/**
 * Where a part of a segment file lies.
 *
 * @param offset position in the file
 * @param storedLength bytes in the file
 * @param rawLength bytes after decompression
 * @param compressed whether it is a zstd frame
 * @param crc CRC-32C of the stored bytes
 */
record PartRef(long offset, int storedLength, int rawLength, boolean compressed, int crc) {
  /** No part is larger; a damaged length must not become an allocation. */
  private static final int MAX_BYTES = 1 << 30;

  void write(ByteSink out) {
    out.varint(offset);
    out.varint(storedLength);
    out.varint(rawLength);
    out.put(compressed ? 1 : 0);
    out.fixed32(crc);
  }

  static PartRef read(ByteSource in) {
    return new PartRef(
        in.varint(), in.count(MAX_BYTES), in.count(MAX_BYTES), in.get() != 0, in.fixed32());
  }
}
