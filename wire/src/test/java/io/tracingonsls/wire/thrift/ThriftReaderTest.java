// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracingonsls.testing.junit.SeedExtension;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads what libthrift writes. */
@ExtendWith(SeedExtension.class)
class ThriftReaderTest {
  private static final byte[] SCALARS = {
    TType.BOOL, TType.BYTE, TType.I16, TType.I32, TType.I64, TType.DOUBLE, TType.STRING
  };

  @Test
  void scalars_areWhatWasWritten(SplittableRandom random) throws Exception {
    for (int round = 0; round < 500; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      short id =
          (short) (random.nextBoolean() ? random.nextInt(1, 20) : random.nextInt(-0x8000, 0x8000));
      for (boolean compact : new boolean[] {false, true}) {
        ThriftReader in = written(compact, out -> scalars(out, id, value));
        int[] seen = new int[1];
        in.struct((field, type) -> {
          assertThat(field).isEqualTo((short) (id + seen[0]));
          assertScalar(in, type, value);
          seen[0]++;
        });
        assertThat(seen[0]).isEqualTo(6);
      }
    }
  }

  @Test
  void anyValue_isSkippedToItsEnd(SplittableRandom random) throws Exception {
    for (int round = 0; round < 500; round++) {
      for (boolean compact : new boolean[] {false, true}) {
        SplittableRandom same = random.split();
        ThriftReader in = written(compact, out -> {
          out.writeStructBegin(new TStruct(""));
          byte type = anyType(same, 3);
          out.writeFieldBegin(new TField("", type, (short) 5));
          any(out, same, type, 3);
          out.writeFieldEnd();
          out.writeFieldBegin(new TField("", TType.I32, (short) 6));
          out.writeI32(42);
          out.writeFieldEnd();
          out.writeFieldStop();
          out.writeStructEnd();
        });
        int[] seen = new int[1];
        in.struct((id, type) -> {
          if (id == 6) {
            seen[0] = in.i32();
          } else {
            in.skip(type);
          }
        });
        assertThat(seen[0]).isEqualTo(42);
        assertThat(in.position).isEqualTo(in.limit);
      }
    }
  }

  @Test
  void numberWithoutEnd_isRefused() {
    byte[] endless = new byte[20];
    Arrays.fill(endless, (byte) -1);
    ThriftReader in = ThriftReader.compact(ByteBuffer.wrap(endless), DecodeLimits.DEFAULT);
    assertThatThrownBy(in::i64).isInstanceOf(DecodeException.class).hasMessageContaining("64 bits");
  }

  private interface Content {
    void write(TProtocol out) throws TException;
  }

  private static ThriftReader written(boolean compact, Content content) throws TException {
    TMemoryBuffer bytes = new TMemoryBuffer(64);
    content.write(compact ? new TCompactProtocol(bytes) : new TBinaryProtocol(bytes));
    ByteBuffer message = ByteBuffer.wrap(Arrays.copyOf(bytes.getArray(), bytes.length()));
    return compact
        ? ThriftReader.compact(message, DecodeLimits.DEFAULT)
        : ThriftReader.binary(message, DecodeLimits.DEFAULT);
  }

  private static void scalars(TProtocol out, short firstId, long value) throws TException {
    byte[] types = {TType.BOOL, TType.I16, TType.I32, TType.I64, TType.DOUBLE, TType.STRING};
    out.writeStructBegin(new TStruct(""));
    for (int i = 0; i < types.length; i++) {
      out.writeFieldBegin(new TField("", types[i], (short) (firstId + i)));
      switch (types[i]) {
        case TType.BOOL -> out.writeBool((value & 1) == 1);
        case TType.I16 -> out.writeI16((short) value);
        case TType.I32 -> out.writeI32((int) value);
        case TType.I64 -> out.writeI64(value);
        case TType.DOUBLE -> out.writeDouble(Double.longBitsToDouble(value));
        default -> out.writeString(Long.toString(value));
      }
      out.writeFieldEnd();
    }
    out.writeFieldStop();
    out.writeStructEnd();
  }

  private static void assertScalar(ThriftReader in, int type, long value) throws DecodeException {
    switch (type) {
      case TType.BOOL -> assertThat(in.bool()).isEqualTo((value & 1) == 1);
      case TType.I16 -> assertThat(in.i16()).isEqualTo((short) value);
      case TType.I32 -> assertThat(in.i32()).isEqualTo((int) value);
      case TType.I64 -> assertThat(in.i64()).isEqualTo(value);
      case TType.DOUBLE ->
        assertThat(Double.compare(in.float64(), Double.longBitsToDouble(value))).isZero();
      case TType.STRING -> assertThat(in.text()).isEqualTo(Long.toString(value));
      default -> throw new AssertionError("type " + type);
    }
  }

  private static byte anyType(SplittableRandom random, int depth) {
    int choice = random.nextInt(depth == 0 ? SCALARS.length : SCALARS.length + 4);
    return choice < SCALARS.length
        ? SCALARS[choice]
        : new byte[] {TType.STRUCT, TType.MAP, TType.SET, TType.LIST}[choice - SCALARS.length];
  }

  private static void any(TProtocol out, SplittableRandom random, byte type, int depth)
      throws TException {
    int size = random.nextInt(20);
    byte inner = anyType(random, Math.max(0, depth - 1));
    switch (type) {
      case TType.BOOL -> out.writeBool(random.nextBoolean());
      case TType.BYTE -> out.writeByte((byte) random.nextInt());
      case TType.I16 -> out.writeI16((short) random.nextInt());
      case TType.I32 -> out.writeI32(random.nextInt());
      case TType.I64 -> out.writeI64(random.nextLong());
      case TType.DOUBLE -> out.writeDouble(random.nextDouble());
      case TType.STRING -> out.writeString("x".repeat(size));
      case TType.STRUCT -> {
        out.writeStructBegin(new TStruct(""));
        out.writeFieldBegin(new TField("", inner, (short) random.nextInt(1, 300)));
        any(out, random, inner, depth - 1);
        out.writeFieldEnd();
        out.writeFieldStop();
        out.writeStructEnd();
      }
      case TType.MAP -> {
        out.writeMapBegin(new TMap(TType.I32, inner, size));
        for (int i = 0; i < size; i++) {
          out.writeI32(i);
          any(out, random, inner, depth - 1);
        }
        out.writeMapEnd();
      }
      case TType.SET -> {
        out.writeSetBegin(new TSet(inner, size));
        elements(out, random, inner, depth, size);
        out.writeSetEnd();
      }
      default -> {
        out.writeListBegin(new TList(inner, size));
        elements(out, random, inner, depth, size);
        out.writeListEnd();
      }
    }
  }

  private static void elements(
      TProtocol out, SplittableRandom random, byte type, int depth, int size) throws TException {
    for (int i = 0; i < size; i++) {
      any(out, random, type, depth - 1);
    }
  }
}
