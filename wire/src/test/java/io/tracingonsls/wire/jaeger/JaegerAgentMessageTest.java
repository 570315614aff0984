// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twitter.zipkin.thriftjava.Annotation;
import com.twitter.zipkin.thriftjava.Endpoint;
import com.twitter.zipkin.thriftjava.ZipkinCollector;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Collector;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.zipkin.ZipkinThrift;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TBase;
import org.apache.thrift.TDeserializer;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JaegerAgentMessageTest {
  private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;
  private static final TProtocolFactory STRICT = new TBinaryProtocol.Factory(true, true);
  private static final TProtocolFactory OLD = new TBinaryProtocol.Factory(false, false);
  private static final TProtocolFactory COMPACT = new TCompactProtocol.Factory();

  @ParameterizedTest
  @ValueSource(bytes = {TMessageType.ONEWAY, TMessageType.CALL})
  void anyEnvelope_isRead(byte type) throws Exception {
    Agent.emitBatch_args arguments = new Agent.emitBatch_args(batch());
    SpanBatch expected =
        JaegerAgentMessage.decodeBinary(message(STRICT, "emitBatch", type, arguments), LIMITS);
    assertThat(expected.flatten().get(0).resource().serviceName()).isEqualTo("service");
    assertThat(JaegerAgentMessage.decodeBinary(message(OLD, "emitBatch", type, arguments), LIMITS))
        .isEqualTo(expected);
    assertThat(JaegerAgentMessage.decodeCompact(
            message(COMPACT, "emitBatch", type, arguments), LIMITS))
        .isEqualTo(expected);
  }

  @Test
  void zipkinBatch_isRead() throws Exception {
    Agent.emitZipkinBatch_args arguments = new Agent.emitZipkinBatch_args(List.of(zipkinSpan()));
    ByteBuffer datagram = message(COMPACT, "emitZipkinBatch", TMessageType.ONEWAY, arguments);
    TraceSpan span =
        JaegerAgentMessage.decodeCompact(datagram, LIMITS).flatten().get(0);
    assertThat(span.resource().serviceName()).isEqualTo("zipkin");
    assertThat(span.resource().attributes().text("ipv4")).isEqualTo("10.0.0.1");
    assertThat(span.span().kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.span().startMicros()).isEqualTo(5);
  }

  @Test
  void otherMethod_isRefused() throws Exception {
    ByteBuffer datagram =
        message(COMPACT, "other", TMessageType.ONEWAY, new Agent.emitBatch_args(batch()));
    assertThatThrownBy(() -> JaegerAgentMessage.decodeCompact(datagram, LIMITS))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("emitBatch");
  }

  @Test
  void missingBatch_isRefused() throws Exception {
    ByteBuffer datagram = message(
        STRICT, "emitBatch", TMessageType.ONEWAY, new Agent.emitZipkinBatch_args(List.of()));
    assertThatThrownBy(() -> JaegerAgentMessage.decodeBinary(datagram, LIMITS))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void submitBatches_readsSeveralAndAnswersEach() throws Exception {
    byte[] arguments = serialized(new Collector.submitBatches_args(List.of(batch(), batch())));
    SpanBatch read = JaegerThrift.decodeSubmitBatches(ByteBuffer.wrap(arguments), LIMITS);
    assertThat(read.resources()).hasSize(2);
    Collector.submitBatches_result result = new Collector.submitBatches_result();
    deserialize(result, JaegerThrift.submitBatchesResult(2, true));
    assertThat(result.getSuccess())
        .hasSize(2)
        .allSatisfy(answer -> assertThat(answer.isOk()).isTrue());
  }

  @Test
  void submitZipkinBatch_readsAndAnswersEach() throws Exception {
    byte[] arguments =
        serialized(new ZipkinCollector.submitZipkinBatch_args(List.of(zipkinSpan())));
    assertThat(ZipkinThrift.decodeArguments(ByteBuffer.wrap(arguments), LIMITS).spanCount())
        .isEqualTo(1);
    ZipkinCollector.submitZipkinBatch_result result =
        new ZipkinCollector.submitZipkinBatch_result();
    deserialize(result, ZipkinThrift.submitZipkinBatchResult(1, true));
    assertThat(result.getSuccess()).hasSize(1);
  }

  private static Batch batch() {
    return new Batch(
        new Process("service"),
        List.of(new Span(1, 2, 3, 0, "operation", 1, 1_700_000_000_000_000L, 5)));
  }

  private static com.twitter.zipkin.thriftjava.Span zipkinSpan() {
    Endpoint endpoint = new Endpoint(0x0a000001, (short) 80, "zipkin");
    return new com.twitter.zipkin.thriftjava.Span(
        1, "get", 2, List.of(new Annotation(5, "cs").setHost(endpoint)), List.of());
  }

  private static ByteBuffer message(
      TProtocolFactory factory, String method, byte type, TBase<?, ?> arguments) throws TException {
    TMemoryBuffer bytes = new TMemoryBuffer(256);
    TProtocol protocol = factory.getProtocol(bytes);
    protocol.writeMessageBegin(new TMessage(method, type, 7));
    arguments.write(protocol);
    protocol.writeMessageEnd();
    return ByteBuffer.wrap(Arrays.copyOf(bytes.getArray(), bytes.length()));
  }

  private static byte[] serialized(TBase<?, ?> struct) throws TException {
    return new TSerializer(STRICT).serialize(struct);
  }

  private static void deserialize(TBase<?, ?> struct, byte[] bytes) throws TException {
    new TDeserializer(STRICT).deserialize(struct, bytes);
  }
}
