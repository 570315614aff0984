// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

/**
 * How a journal writes.
 *
 * @param durability when an append is durable
 * @param segmentBytes a segment at least this long is followed by a new one; it can be longer by one record
 * @param maxRecordBytes longest record; also the memory a reader may need
 */
public record JournalOptions(Durability durability, long segmentBytes, int maxRecordBytes) {
  /** Checks the numbers. */
  public JournalOptions {
    if (segmentBytes < 4096) {
      throw new IllegalArgumentException(
          "segmentBytes: " + segmentBytes + " (expected: at least 4096)");
    }
    if (maxRecordBytes < 1 || maxRecordBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "maxRecordBytes: " + maxRecordBytes + " (expected: 1 to 1 GiB)");
    }
  }

  /** Page cache, segments of 64 MiB, records up to 32 MiB. */
  public static JournalOptions defaults() {
    return new JournalOptions(Durability.PAGE_CACHE, 64L << 20, 32 << 20);
  }

  /** The same with another durability. */
  public JournalOptions withDurability(Durability value) {
    return new JournalOptions(value, segmentBytes, maxRecordBytes);
  }

  /** The same with another length of segments. */
  public JournalOptions withSegmentBytes(long value) {
    return new JournalOptions(durability, value, maxRecordBytes);
  }

  /** The same with another longest record. */
  public JournalOptions withMaxRecordBytes(int value) {
    return new JournalOptions(durability, segmentBytes, value);
  }
}
