// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a sealed segment without its columns.
 *
 * @param id unique in the Logstore, growing
 * @param rowCount logs
 * @param firstSequence sequence number of its first group
 * @param lastSequence sequence number of its last group: everything up to here is sealed
 * @param rawBytes protobuf bytes that the logs came in
 * @param minSeconds lowest time
 * @param maxSeconds highest time
 * @param replaces segments that were merged into this one
 */
public record SegmentMeta(
    long id,
    int rowCount,
    long firstSequence,
    long lastSequence,
    long rawBytes,
    long minSeconds,
    long maxSeconds,
    List<Long> replaces) {
  /** Copies the list. */
  public SegmentMeta {
    replaces = List.copyOf(replaces);
  }

  void write(ByteSink out) {
    out.varint(id);
    out.varint(rowCount);
    out.varint(firstSequence);
    out.varint(lastSequence);
    out.varint(rawBytes);
    out.varint(minSeconds);
    out.varint(maxSeconds);
    out.varint(replaces.size());
    for (long replaced : replaces) {
      out.varint(replaced);
    }
  }

  static SegmentMeta read(ByteSource in) {
    long id = in.varint();
    int rowCount = in.count(1 << 28);
    long firstSequence = in.varint();
    long lastSequence = in.varint();
    long rawBytes = in.varint();
    long minSeconds = in.varint();
    long maxSeconds = in.varint();
    int count = in.count(in.remaining());
    List<Long> replaces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      replaces.add(in.varint());
    }
    return new SegmentMeta(
        id, rowCount, firstSequence, lastSequence, rawBytes, minSeconds, maxSeconds, replaces);
  }
}
