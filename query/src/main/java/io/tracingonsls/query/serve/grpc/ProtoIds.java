// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.ByteString;
import io.tracingonsls.model.TraceId;
import java.nio.ByteBuffer;

/** Ids as big-endian bytes. */
final class ProtoIds {
  private ProtoIds() {}

  /** An id of 16 bytes, or of 8 for one of 64 bits; anything else is refused, and so is the id of no trace. */
  static TraceId traceId(ByteString bytes) {
    TraceId id = traceIdOrZero(bytes);
    if (id.isZero()) {
      throw GrpcFailures.invalid("uninitialized TraceID is not allowed");
    }
    return id;
  }

  /** Like {@link #traceId}, for a storage's clients: to them a trace without id is one that is not there. */
  static TraceId traceIdOrZero(ByteString bytes) {
    ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
    return switch (bytes.size()) {
      case 0 -> TraceId.ZERO;
      case 8 -> new TraceId(0, buffer.getLong());
      case 16 -> new TraceId(buffer.getLong(), buffer.getLong());
      default -> throw GrpcFailures.invalid("trace_id: " + bytes.size() + " bytes (expected: 16)");
    };
  }

  static ByteString bytes(TraceId id) {
    ByteBuffer buffer = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low());
    return ByteString.copyFrom(buffer.flip());
  }
}
