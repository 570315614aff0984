// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.jaegertracing.agent.thrift.Agent;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.thrift.ThriftReader;
import io.tracingonsls.wire.zipkin.ZipkinThrift;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;

/**
 * The datagram that clients send to an agent: a Thrift message, with envelope, that calls {@code emitBatch} or {@code emitZipkinBatch}.
 * Thread-safe.
 */
public final class JaegerAgentMessage {
  private JaegerAgentMessage() {}

  /** Reads a datagram in the compact protocol. */
  public static SpanBatch decodeCompact(ByteBuffer datagram, DecodeLimits limits)
      throws DecodeException {
    return decode(ThriftReader.compact(datagram, limits));
  }

  /** Reads a datagram in the binary protocol, with the strict envelope or the old one. */
  public static SpanBatch decodeBinary(ByteBuffer datagram, DecodeLimits limits)
      throws DecodeException {
    return decode(ThriftReader.binary(datagram, limits));
  }

  /** The compact datagram of a batch. */
  public static byte[] encodeCompact(ResourceSpans spans) {
    try {
      TMemoryBuffer bytes = new TMemoryBuffer(4096);
      TProtocol protocol = new TCompactProtocol(bytes);
      protocol.writeMessageBegin(new TMessage("emitBatch", TMessageType.ONEWAY, 0));
      new Agent.emitBatch_args(JaegerThriftEncoder.batch(spans)).write(protocol);
      protocol.writeMessageEnd();
      return Arrays.copyOf(bytes.getArray(), bytes.length());
    } catch (TException e) {
      throw new IllegalStateException("a message that was just built does not serialize", e);
    }
  }

  private static SpanBatch decode(ThriftReader in) throws DecodeException {
    try {
      return switch (in.messageBegin()) {
        case "emitBatch" -> SpanBatch.of(batch(in));
        case "emitZipkinBatch" -> ZipkinThrift.decodeArguments(in);
        default ->
          throw new DecodeException("unknown method (expected: emitBatch or emitZipkinBatch)");
      };
    } catch (DecodeException e) {
      throw ThriftReader.placed("agent message", e);
    }
  }

  private static ResourceSpans batch(ThriftReader in) throws DecodeException {
    ThriftBatchReader reader = new ThriftBatchReader(in);
    List<ResourceSpans> batches = new ArrayList<>(1);
    in.struct((id, type) -> {
      if (id == 1 && type == TType.STRUCT) {
        batches.add(reader.read());
      } else {
        in.skip(type);
      }
    });
    if (batches.isEmpty()) {
      throw ThriftBatchReader.missing("emitBatch.batch");
    }
    return batches.get(0);
  }
}
