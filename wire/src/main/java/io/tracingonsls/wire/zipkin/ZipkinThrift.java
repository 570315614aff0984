// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import com.twitter.zipkin.thriftjava.Response;
import com.twitter.zipkin.thriftjava.ZipkinCollector;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TType;

/** Zipkin's version 1 in Thrift. Thread-safe. */
public final class ZipkinThrift {
  private ZipkinThrift() {}

  /** Reads a bare list of spans in the binary protocol: the body of {@code /api/v1/spans}. */
  public static SpanBatch decodeList(ByteBuffer body, DecodeLimits limits) throws DecodeException {
    ThriftReader in = ThriftReader.binary(body, limits);
    ZipkinBatch batch = new ZipkinBatch();
    try {
      new ZipkinThriftReader(in).list(batch);
    } catch (DecodeException e) {
      throw ThriftReader.placed("zipkin spans", e);
    }
    return batch.build();
  }

  /** Reads the arguments of {@code ZipkinCollector::submitZipkinBatch}. */
  public static SpanBatch decodeArguments(ByteBuffer arguments, DecodeLimits limits)
      throws DecodeException {
    try {
      return decodeArguments(ThriftReader.binary(arguments, limits));
    } catch (DecodeException e) {
      throw ThriftReader.placed("submitZipkinBatch", e);
    }
  }

  /** Reads an argument struct whose first field is a list of spans, at the cursor. */
  public static SpanBatch decodeArguments(ThriftReader in) throws DecodeException {
    ZipkinBatch batch = new ZipkinBatch();
    ZipkinThriftReader reader = new ZipkinThriftReader(in);
    in.struct((id, type) -> {
      if (id == 1 && type == TType.LIST) {
        reader.list(batch);
      } else {
        in.skip(type);
      }
    });
    return batch.build();
  }

  /** The result of {@code ZipkinCollector::submitZipkinBatch}: one answer for each span. */
  public static byte[] submitZipkinBatchResult(int spans, boolean ok) {
    ZipkinCollector.submitZipkinBatch_result result =
        new ZipkinCollector.submitZipkinBatch_result();
    result.setSuccess(Collections.nCopies(spans, new Response(ok)));
    try {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(result);
    } catch (TException e) {
      throw new IllegalStateException("a result that was just built does not serialize", e);
    }
  }
}
