// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.nio.ByteBuffer;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransportException;

/** The body that Jaeger clients post: one Thrift struct {@code Batch} in the binary protocol, without a message envelope. Thread-safe. */
public final class JaegerThrift {
  private JaegerThrift() {}

  /** {@link #decodeBatch(ByteBuffer, DecodeLimits)} with the default limits. */
  public static SpanBatch decodeBatch(ByteBuffer body) throws DecodeException {
    return decodeBatch(body, DecodeLimits.DEFAULT);
  }

  /**
   * Reads a batch; the buffer's position is not moved. Bytes after the struct are ignored, as Jaeger does. Texts that are not UTF-8 have
   * U+FFFD where the damage is. Microseconds saturate at the limits of a long of nanoseconds.
   */
  public static SpanBatch decodeBatch(ByteBuffer body, DecodeLimits limits) throws DecodeException {
    int size = body.remaining();
    TProtocol protocol = binary(transport(body, limits), limits);
    DecodeBudget budget = limits.budget(size);
    return SpanBatch.of(new ThriftBatchReader(protocol, limits, budget).read());
  }

  /** The bytes of a batch. Spans of other origin are written as {@link JaegerView} shows them; nanoseconds are cut to microseconds. */
  public static byte[] encodeBatch(ResourceSpans spans) {
    try {
      return new TSerializer(new TBinaryProtocol.Factory())
          .serialize(JaegerThriftEncoder.batch(spans));
    } catch (TException e) {
      throw new IllegalStateException("a batch that was just built does not serialize", e);
    }
  }

  static TMemoryInputTransport transport(ByteBuffer body, DecodeLimits limits) {
    int size = body.remaining();
    TConfiguration configuration =
        new TConfiguration(Math.max(size, 1), Math.max(size, 1), limits.maxDepth());
    try {
      if (body.hasArray()) {
        int offset = body.arrayOffset() + body.position();
        return new TMemoryInputTransport(configuration, body.array(), offset, size);
      }
      byte[] copy = new byte[size];
      body.duplicate().get(copy);
      return new TMemoryInputTransport(configuration, copy);
    } catch (TTransportException e) {
      throw new IllegalStateException("a transport over an array does not open", e);
    }
  }

  static TProtocol binary(TMemoryInputTransport transport, DecodeLimits limits) {
    return new TBinaryProtocol(
        transport, limits.maxStringBytes(), transport.getBytesRemainingInBuffer());
  }
}
