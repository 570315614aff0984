// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.open.GroupArrival;
import java.nio.ByteBuffer;

/**
 * A record of the write-ahead log: version (u8, 1), codec (u8: 0 none, 1 LZ4, 2 deflate, 3 zstd), varint raw size, varint sequence, varint shard, varint receive time,
 * varint index version, then the LogGroup as received.
 *
 * @param arrival sequence, shard, time, index version
 * @param codec how the body is compressed
 * @param rawBytes size before compression
 * @param body the LogGroup as received
 */
@SuppressWarnings("ArrayRecordComponent") // carries a body between two stages, never compared
record GroupRecord(GroupArrival arrival, Codec codec, int rawBytes, byte[] body) {
  private static final int VERSION = 1;
  private static final int MAX_HEADER_BYTES = 64;

  /** Room that a body of the largest size needs, with header. */
  static int maxBytes(int maxRawBytes) {
    // Incompressible data grows by less than 1 % in any codec.
    return maxRawBytes + maxRawBytes / 64 + (1 << 16) + MAX_HEADER_BYTES;
  }

  ByteBuffer encode() {
    ByteSink out = new ByteSink(MAX_HEADER_BYTES + body.length);
    out.put(VERSION);
    out.put(code(codec));
    out.varint(rawBytes);
    out.varint(arrival.sequence());
    out.varint(arrival.shard());
    out.varint(arrival.receivedSeconds());
    out.varint(arrival.indexVersion());
    out.put(body, 0, body.length);
    return ByteBuffer.wrap(out.array(), 0, out.size());
  }

  private static int code(Codec codec) {
    return switch (codec) {
      case NONE -> 0;
      case LZ4 -> 1;
      case DEFLATE -> 2;
      case ZSTD -> 3;
    };
  }

  private static Codec codec(int code) {
    return switch (code) {
      case 0 -> Codec.NONE;
      case 1 -> Codec.LZ4;
      case 2 -> Codec.DEFLATE;
      case 3 -> Codec.ZSTD;
      default -> throw new MalformedBytesException("journal record: codec " + code);
    };
  }

  static GroupRecord decode(ByteBuffer record) {
    byte[] bytes = new byte[record.remaining()];
    record.duplicate().get(bytes);
    ByteSource in = new ByteSource(bytes);
    int version = in.get();
    Codec codec = codec(in.get());
    if (version != VERSION) {
      throw new MalformedBytesException("journal record: version " + version);
    }
    int rawBytes = in.count(Integer.MAX_VALUE);
    long sequence = in.varint();
    int shard = in.count(Integer.MAX_VALUE);
    long received = in.varint();
    int indexVersion = in.count(Integer.MAX_VALUE);
    return new GroupRecord(
        new GroupArrival(sequence, shard, received, indexVersion), codec, rawBytes, in.rest());
  }
}
