// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which files make up a Logstore. File: magic (u64), varint next segment id, varint replay position, varint last sealed sequence,
 * varint damaged files, varint count, varint segment ids, CRC-32C (u32) of everything before.
 *
 * @param nextSegmentId not used yet
 * @param replayPosition where in the journal the first group that no segment contains may start
 * @param sealedSequence sequence number up to which groups are in segments, or were and are gone
 * @param damagedFiles files set aside so far
 * @param segments ids in order of arrival of their logs
 */
record Manifest(
    long nextSegmentId,
    long replayPosition,
    long sealedSequence,
    int damagedFiles,
    List<Long> segments) {
  private static final long MAGIC = 0x31464E4D_534C4F54L;
  static final Manifest EMPTY = new Manifest(1, 0, 0, 0, List.of());

  Manifest {
    segments = List.copyOf(segments);
  }

  byte[] encode() {
    ByteSink out = new ByteSink(64 + segments.size() * 4);
    out.fixed64(MAGIC);
    out.varint(nextSegmentId);
    out.varint(replayPosition);
    out.varint(sealedSequence);
    out.varint(damagedFiles);
    out.varint(segments.size());
    for (long id : segments) {
      out.varint(id);
    }
    out.fixed32(crc(out.array(), out.size()));
    return out.toByteArray();
  }

  static Manifest decode(byte[] bytes) {
    if (bytes.length < 12
        || new ByteSource(bytes, bytes.length - 4, 4).fixed32() != crc(bytes, bytes.length - 4)) {
      throw new MalformedBytesException("manifest: checksum");
    }
    ByteSource in = new ByteSource(bytes, 0, bytes.length - 4);
    if (in.fixed64() != MAGIC) {
      throw new MalformedBytesException("manifest: magic");
    }
    long nextSegmentId = in.varint();
    long replayPosition = in.varint();
    long sealedSequence = in.varint();
    int damagedFiles = in.count(Integer.MAX_VALUE);
    int count = in.count(in.remaining());
    List<Long> segments = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      segments.add(in.varint());
    }
    return new Manifest(nextSegmentId, replayPosition, sealedSequence, damagedFiles, segments);
  }

  private static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  Manifest withNextSegmentId(long value) {
    return new Manifest(value, replayPosition, sealedSequence, damagedFiles, segments);
  }

  Manifest withReplayPosition(long value) {
    return new Manifest(nextSegmentId, value, sealedSequence, damagedFiles, segments);
  }

  Manifest withSealedSequence(long value) {
    return new Manifest(nextSegmentId, replayPosition, value, damagedFiles, segments);
  }

  Manifest withSegments(List<Long> value) {
    return new Manifest(nextSegmentId, replayPosition, sealedSequence, damagedFiles, value);
  }

  Manifest withOneMoreDamaged() {
    return new Manifest(nextSegmentId, replayPosition, sealedSequence, damagedFiles + 1, segments);
  }
}
