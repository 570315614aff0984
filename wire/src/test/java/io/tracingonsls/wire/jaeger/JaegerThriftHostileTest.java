// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class JaegerThriftHostileTest {
  @Test
  void emptyBody_isRefusedInJaegersWords() {
    assertRefused(new byte[0], "*jaeger.Batch field 0 read error: EOF");
  }

  @Test
  void cutBatch_namesTheField() throws Exception {
    byte[] whole = serialized(batch(1));
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 30);
    assertRefused(cut, "*jaeger.Batch field 2 read error: EOF");
  }

  @Test
  void emptyStruct_lacksItsProcess() {
    assertRefused(
        new byte[] {0},
        "*jaeger.Batch field 0 read error: required field Batch.process is not set");
  }

  @Test
  void batchWithoutProcess_isRefused() throws Exception {
    byte[] body = struct(out -> {
      out.writeByte(TType.LIST);
      out.writeShort(2);
      out.writeByte(TType.STRUCT);
      out.writeInt(0);
    });
    assertRefused(
        body, "*jaeger.Batch field 2 read error: required field Batch.process is not set");
  }

  @Test
  void negativeCount_isRefused() throws Exception {
    assertThatThrownBy(() -> decode(spanList(-1))).isInstanceOf(DecodeException.class);
  }

  @Test
  void hugeCountInASmallBody_isRefusedWithoutAllocating() throws Exception {
    byte[] body = spanList(10_000_000 - 1);
    assertThatThrownBy(() -> decode(body)).isInstanceOf(DecodeException.class);
  }

  @Test
  void hugeStringInASmallBody_isRefused() throws Exception {
    byte[] body = struct(out -> {
      out.writeByte(TType.STRUCT);
      out.writeShort(1);
      out.writeByte(TType.STRING);
      out.writeShort(1);
      out.writeInt(Integer.MAX_VALUE);
    });
    assertThatThrownBy(() -> decode(body)).isInstanceOf(DecodeException.class);
  }

  @Test
  @Timeout(10)
  void unknownTextOfNegativeLength_doesNotStepBackwards() throws Exception {
    for (int length = -1; length >= -20; length--) {
      int claimed = length;
      byte[] body = struct(out -> {
        out.writeLong(0x0b00_4d00_0000_0061L);
        out.writeByte(TType.STRING);
        out.writeShort(77);
        out.writeInt(claimed);
      });
      assertThatThrownBy(() -> decode(body)).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void deepUnknownField_isRefused() throws Exception {
    byte[] body = struct(out -> {
      for (int depth = 0; depth < 100_000; depth++) {
        out.writeByte(TType.STRUCT);
        out.writeShort(99);
      }
    });
    assertThatThrownBy(() -> decode(body)).isInstanceOf(DecodeException.class);
  }

  @Test
  void manyTinyElements_areRefusedAsTooLarge() throws Exception {
    int count = 3_000_000;
    byte[] body = struct(out -> {
      out.writeByte(TType.STRUCT);
      out.writeShort(1);
      out.writeByte(TType.STRING);
      out.writeShort(1);
      out.writeInt(0);
      out.writeByte(TType.LIST);
      out.writeShort(2);
      out.writeByte(TType.STRUCT);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeByte(TType.I32);
        out.writeShort(2);
        out.writeInt(0);
        out.writeByte(TType.STRING);
        out.writeShort(1);
        out.writeInt(0);
        out.writeByte(0);
      }
    });
    DecodeLimits small = new DecodeLimits(1 << 20, 32, 16 << 20, 16);
    assertThatThrownBy(() -> JaegerThrift.decodeBatch(ByteBuffer.wrap(body), small))
        .isInstanceOfSatisfying(
            DecodeException.class, e -> assertThat(e.isTooLarge()).isTrue());
  }

  @Test
  void unknownFieldsAndWrongTypes_areSkipped() throws Exception {
    byte[] whole = serialized(batch(1));
    byte[] body = struct(out -> {
      out.writeByte(TType.MAP);
      out.writeShort(77);
      out.writeByte(TType.STRING);
      out.writeByte(TType.I64);
      out.writeInt(1);
      out.writeInt(1);
      out.writeByte('k');
      out.writeLong(5);
      out.writeByte(TType.I64);
      out.writeShort(2);
      out.writeLong(7);
      out.write(whole);
    });
    assertThat(decode(body)).isEqualTo(decode(whole));
  }

  @Test
  void unknownTagType_becomesText() throws Exception {
    byte[] body = serialized(batch(1)
        .setProcess(new Process("s").setTags(List.of(new Tag("k", TagType.LONG).setVLong(1)))));
    int type = indexOf(body, new byte[] {TType.I32, 0, 2, 0, 0, 0, 3});
    body[type + 6] = 9;
    assertThat(decode(body).resources().get(0).resource().tags().text("k"))
        .isEqualTo("Unknown VType: 9");
  }

  @Test
  void extremeTimes_saturate() throws Exception {
    Batch batch = batch(1);
    batch.getSpans().get(0).setStartTime(Long.MAX_VALUE).setDuration(Long.MIN_VALUE);
    io.tracingonsls.model.Span span = decode(serialized(batch)).flatten().get(0).span();
    assertThat(span.startNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(span.durationNanos()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void directBuffer_readsAsAnArray() throws Exception {
    byte[] body = serialized(batch(2));
    ByteBuffer direct = ByteBuffer.allocateDirect(body.length + 3).position(3);
    direct.put(body).flip().position(3);
    assertThat(JaegerThrift.decodeBatch(direct)).isEqualTo(decode(body));
    assertThat(direct.remaining()).isEqualTo(body.length);
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] struct(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.write(new DataOutputStream(bytes));
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static byte[] spanList(int count) throws IOException {
    return struct(out -> {
      out.writeByte(TType.LIST);
      out.writeShort(2);
      out.writeByte(TType.STRUCT);
      out.writeInt(count);
    });
  }

  private static Batch batch(int spans) {
    Batch batch = new Batch(new Process("service"), new java.util.ArrayList<>());
    for (int i = 1; i <= spans; i++) {
      batch.addToSpans(new Span(1, 2, i, 0, "operation", 1, 1_700_000_000_000_000L, 5));
    }
    return batch;
  }

  private static byte[] serialized(Batch batch) throws Exception {
    return new TSerializer(new TBinaryProtocol.Factory()).serialize(batch);
  }

  private static SpanBatch decode(byte[] body) throws DecodeException {
    return JaegerThrift.decodeBatch(ByteBuffer.wrap(body));
  }

  private static void assertRefused(byte[] body, String message) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(DecodeException.class).hasMessage(message);
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i <= bytes.length - part.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
