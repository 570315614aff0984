// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.storage.sls.write.EncodedLogs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records of the journal of dead letters, told apart by their first byte. 1: a {@link SpoolRecord} as it is, of an older release. 2: a letter:
 * milliseconds since the epoch (8 bytes), length of the reason (2), reason in UTF-8, then a {@link SpoolRecord}. 3: positions (8 each) of
 * letters that were taken out. Big-endian.
 */
final class DeadLetterRecord {
  private static final byte OLDER = 1;
  private static final byte LETTER = 2;
  private static final byte REMOVAL = 3;
  private static final int MAX_REASON = 1_000;

  private DeadLetterRecord() {}

  static ByteBuffer letter(EncodedLogs logs, long nowMillis, String reason) {
    byte[] text =
        reason.substring(0, Math.min(MAX_REASON, reason.length())).getBytes(StandardCharsets.UTF_8);
    ByteBuffer encoded = SpoolRecord.encode(logs);
    ByteBuffer record = ByteBuffer.allocate(11 + text.length + encoded.remaining());
    return record
        .put(LETTER)
        .putLong(nowMillis)
        .putShort((short) text.length)
        .put(text)
        .put(encoded)
        .flip();
  }

  static ByteBuffer removal(List<Long> positions) {
    ByteBuffer record = ByteBuffer.allocate(1 + 8 * positions.size());
    record.put(REMOVAL);
    positions.forEach(record::putLong);
    return record.flip();
  }

  /** Whether the record is a letter, readable or not. */
  static boolean isLetter(ByteBuffer record) {
    byte kind = record.hasRemaining() ? record.get(record.position()) : 0;
    return kind == LETTER || kind == OLDER;
  }

  /** The letter, or null when the record is something else or unreadable. */
  static @Nullable DeadLetter decode(long position, ByteBuffer bytes) {
    ByteBuffer record = bytes.duplicate();
    byte kind = record.hasRemaining() ? record.get(record.position()) : 0;
    long millis = 0;
    String reason = "";
    if (kind == LETTER && record.remaining() > 11) {
      record.get();
      millis = record.getLong();
      int length = record.getShort();
      if (length < 0 || length > record.remaining()) {
        return null;
      }
      byte[] text = new byte[length];
      record.get(text);
      reason = new String(text, StandardCharsets.UTF_8);
    } else if (kind != OLDER) {
      return null;
    }
    EncodedLogs logs = SpoolRecord.decode(record);
    return logs == null ? null : new DeadLetter(position, millis, reason, logs);
  }

  /** Adds the positions that a removal names; other records name none. */
  static void addRemoved(ByteBuffer bytes, Set<Long> removed) {
    ByteBuffer record = bytes.duplicate();
    if (record.hasRemaining() && record.get() == REMOVAL) {
      while (record.remaining() >= 8) {
        removed.add(record.getLong());
      }
    }
  }
}
