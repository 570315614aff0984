// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.tracingonsls.testing.junit.SeedExtension;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what protobuf's own library writes. */
@ExtendWith(SeedExtension.class)
class ProtoReaderTest {
  @Test
  void scalars_areWhatWasWritten(SplittableRandom random) throws Exception {
    for (int round = 0; round < 1000; round++) {
      long value = random.nextLong() >> random.nextInt(64);
      int field = random.nextInt(1, 1 << 29);
      ProtoReader in = written(out -> {
        out.writeInt64(field, value);
        out.writeInt32(field, (int) value);
        out.writeBool(field, (value & 1) == 1);
        out.writeFixed64(field, value);
        out.writeFixed32(field, (int) value);
        out.writeDouble(field, Double.longBitsToDouble(value));
        out.writeString(field, "é" + value);
        out.writeByteArray(field, new byte[] {1, 2});
      });
      assertThat(in.nextTag()).isEqualTo(field << 3 | ProtoReader.VARINT);
      assertThat(in.int64()).isEqualTo(value);
      in.nextTag();
      assertThat(in.int32()).isEqualTo((int) value);
      in.nextTag();
      assertThat(in.bool()).isEqualTo((value & 1) == 1);
      assertThat(in.nextTag()).isEqualTo(field << 3 | ProtoReader.FIXED64);
      assertThat(in.fixed64()).isEqualTo(value);
      assertThat(in.nextTag()).isEqualTo(field << 3 | ProtoReader.FIXED32);
      assertThat(in.fixed32()).isEqualTo((int) value);
      in.nextTag();
      assertThat(Double.compare(in.float64(), Double.longBitsToDouble(value))).isZero();
      assertThat(in.nextTag()).isEqualTo(field << 3 | ProtoReader.LENGTH);
      assertThat(in.text()).isEqualTo("é" + value);
      in.nextTag();
      assertThat(in.bytes()).containsExactly(1, 2);
      assertThat(in.nextTag()).isZero();
    }
  }

  @Test
  void everyWireType_isSkipped() throws Exception {
    ProtoReader in = written(out -> {
      out.writeInt64(1, -1);
      out.writeFixed64(2, -1);
      out.writeString(3, "text");
      out.writeTag(4, 3);
      out.writeTag(4, 3);
      out.writeInt32(5, 7);
      out.writeString(6, "inner");
      out.writeTag(4, 4);
      out.writeTag(4, 4);
      out.writeFixed32(7, -1);
      out.writeInt32(8, 42);
    });
    int last = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (8 << 3 | ProtoReader.VARINT)) {
        last = in.int32();
      } else {
        in.skip(tag);
      }
    }
    assertThat(last).isEqualTo(42);
  }

  @Test
  void leaving_passesOverTheRest() throws Exception {
    ProtoReader in = written(out -> {
      out.writeByteArray(1, new byte[] {8, 1, 8, 2, 8, 3});
      out.writeInt32(2, 5);
    });
    in.nextTag();
    int outer = in.enter();
    in.nextTag();
    assertThat(in.int32()).isEqualTo(1);
    in.leave(outer);
    assertThat(in.nextTag()).isEqualTo(2 << 3);
    assertThat(in.int32()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00", // field number 0
        "0c", // a group's end without its beginning
        "0f", // wire type 7
        "0b0814", // a group ended by another's end
        "0b", // a group without end
        "0a05", // a length beyond the message
        "0affffffffffffffffff01", // a negative length
        "08ffffffffffffffffffffff01", // more than 64 bits
        "09000000", // four of eight bytes
        "0d0000" // two of four bytes
      })
  void nonsense_isRefused(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);
    ProtoReader in = new ProtoReader(ByteBuffer.wrap(bytes), DecodeLimits.DEFAULT);
    assertThatThrownBy(() -> {
          for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
            in.skip(tag);
          }
        })
        .isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed protobuf: ");
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static ProtoReader written(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    content.write(out);
    out.flush();
    return new ProtoReader(ByteBuffer.wrap(bytes.toByteArray()), DecodeLimits.DEFAULT);
  }
}
