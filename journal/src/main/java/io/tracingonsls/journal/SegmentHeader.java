// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The head of a segment, written twice. */
record SegmentHeader(int marker, int salt, long base) {
  static final int COPY_BYTES = 32;
  static final int BYTES = 2 * COPY_BYTES;
  static final int VERSION = 1;
  private static final long MAGIC = 0x544f534a524e4c0aL;

  ByteBuffer encode() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    for (int copy = 0; copy < 2; copy++) {
      int start = out.position();
      out.putLong(MAGIC).putInt(VERSION).putInt(marker).putLong(base).putInt(salt);
      out.putInt(crc(out, start));
    }
    return out.flip();
  }

  /** The header if one of its copies is whole, else null. */
  static @Nullable SegmentHeader decode(ByteBuffer in) {
    for (int start = 0; start + COPY_BYTES <= in.limit(); start += COPY_BYTES) {
      boolean whole = in.getLong(start) == MAGIC && in.getInt(start + 28) == crc(in, start);
      if (whole && in.getInt(start + 8) == VERSION) {
        return new SegmentHeader(
            in.getInt(start + 12), in.getInt(start + 24), in.getLong(start + 16));
      }
    }
    return null;
  }

  private static int crc(ByteBuffer buffer, int start) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.duplicate().position(start).limit(start + 28));
    return (int) crc.getValue();
  }
}
