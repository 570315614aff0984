// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The head of a record. */
record RecordHeader(int length, int payloadCrc) {
  static final int BYTES = 16;

  static int crcOf(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  void encode(ByteBuffer out, SegmentHeader segment, long offset) {
    out.putInt(segment.marker())
        .putInt(length)
        .putInt(payloadCrc)
        .putInt(headerCrc(segment, offset));
  }

  /** Whether the 16 bytes at the index are the header of a record that may stand at this offset of the segment. */
  static boolean isValid(
      ByteBuffer in, int index, SegmentHeader segment, long offset, int maxRecordBytes) {
    if (in.getInt(index) != segment.marker()) {
      return false;
    }
    RecordHeader header = at(in, index);
    return header.length >= 0
        && header.length <= maxRecordBytes
        && in.getInt(index + 12) == header.headerCrc(segment, offset);
  }

  static RecordHeader at(ByteBuffer in, int index) {
    return new RecordHeader(in.getInt(index + 4), in.getInt(index + 8));
  }

  private int headerCrc(SegmentHeader segment, long offset) {
    ByteBuffer covered = ByteBuffer.allocate(20);
    covered
        .putInt(segment.salt())
        .putLong(offset)
        .putInt(length)
        .putInt(payloadCrc)
        .flip();
    CRC32C crc = new CRC32C();
    crc.update(covered);
    return (int) crc.getValue();
  }
}
