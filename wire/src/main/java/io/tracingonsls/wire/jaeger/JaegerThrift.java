// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.jaegertracing.thriftjava.BatchSubmitResponse;
import io.jaegertracing.thriftjava.Collector;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TType;

/**
 * The body that Jaeger clients post: one Thrift struct {@code Batch} in the binary protocol, without a message envelope; and the arguments of
 * the collector's old RPC, which are bare structs too. Thread-safe.
 */
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
    ThriftReader in = ThriftReader.binary(body, limits);
    return SpanBatch.of(new ThriftBatchReader(in).read());
  }

  /** Reads the arguments of {@code Collector::submitBatches}: a list of batches. */
  public static SpanBatch decodeSubmitBatches(ByteBuffer arguments, DecodeLimits limits)
      throws DecodeException {
    ThriftReader in = ThriftReader.binary(arguments, limits);
    ThriftBatchReader reader = new ThriftBatchReader(in);
    List<ResourceSpans> batches = new ArrayList<>();
    try {
      in.struct((id, type) -> {
        if (id == 1 && type == TType.LIST) {
          in.structs(() -> batches.add(reader.read()));
        } else {
          in.skip(type);
        }
      });
    } catch (DecodeException e) {
      throw ThriftReader.placed("submitBatches", e);
    }
    return new SpanBatch(batches);
  }

  /** The result of {@code Collector::submitBatches}: one answer for each batch. */
  public static byte[] submitBatchesResult(int batches, boolean ok) {
    Collector.submitBatches_result result = new Collector.submitBatches_result();
    result.setSuccess(Collections.nCopies(batches, new BatchSubmitResponse(ok)));
    return serialize(result);
  }

  /** The bytes of a batch. Spans of other origin are written as {@link JaegerView} shows them; nanoseconds are cut to microseconds. */
  public static byte[] encodeBatch(ResourceSpans spans) {
    return serialize(JaegerThriftEncoder.batch(spans));
  }

  private static byte[] serialize(TBase<?, ?> struct) {
    try {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(struct);
    } catch (TException e) {
      throw new IllegalStateException("a struct that was just built does not serialize", e);
    }
  }
}
