// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.storage.sls.write.EncodedLogs;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/**
 * Encoded logs as a journal record: version (1 byte, 1), number of logs (4), raw length (4), LZ4 block. Big-endian. Compressed, because the
 * disk is the bottleneck of an outage.
 */
final class SpoolRecord {
  private static final byte VERSION = 1;
  private static final int HEADER = 9;
  private static final int MAX_RAW = 16 << 20;
  private static final LZ4Factory LZ4 = LZ4Factory.fastestInstance();

  private SpoolRecord() {}

  static ByteBuffer encode(EncodedLogs logs) {
    byte[] raw = new byte[logs.length()];
    logs.copyTo(raw, 0);
    byte[] record = new byte[HEADER + LZ4.fastCompressor().maxCompressedLength(raw.length)];
    ByteBuffer header = ByteBuffer.wrap(record);
    header.put(VERSION).putInt(logs.logs()).putInt(raw.length);
    int size =
        LZ4.fastCompressor().compress(raw, 0, raw.length, record, HEADER, record.length - HEADER);
    return ByteBuffer.wrap(record, 0, HEADER + size);
  }

  /** How many logs a record says that it has; 0 when it is not one of ours. */
  static int logs(ByteBuffer record) {
    int at = record.position();
    boolean ours = record.remaining() >= HEADER && record.get(at) == VERSION;
    return ours ? Math.max(0, record.getInt(at + 1)) : 0;
  }

  /** The logs, or null when the record is not one of ours. */
  static @Nullable EncodedLogs decode(ByteBuffer record) {
    if (record.remaining() < HEADER || record.get() != VERSION) {
      return null;
    }
    int logs = record.getInt();
    int length = record.getInt();
    if (logs < 1 || length < 1 || length > MAX_RAW) {
      return null;
    }
    byte[] compressed = new byte[record.remaining()];
    record.get(compressed);
    byte[] raw = new byte[length];
    try {
      int size =
          LZ4.safeDecompressor().decompress(compressed, 0, compressed.length, raw, 0, length);
      return size == length ? new EncodedLogs(raw, 0, length, logs) : null;
    } catch (LZ4Exception damaged) {
      return null;
    }
  }
}
