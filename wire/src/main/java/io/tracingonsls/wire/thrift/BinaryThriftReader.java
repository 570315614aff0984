// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.thrift;

import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.thrift.protocol.TType;

/** The binary protocol: fixed widths, big-endian. */
final class BinaryThriftReader extends ThriftReader {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int VERSION_1 = 0x8001;

  BinaryThriftReader(ByteBuffer message, DecodeLimits limits) {
    super(message, limits);
  }

  /** The strict envelope begins with a version, the old one with the name. */
  @Override
  public String messageBegin() throws DecodeException {
    int head = i32();
    if (head < 0) {
      if (head >>> 16 != VERSION_1) {
        throw new DecodeException("unknown version of the message envelope");
      }
      String name = text();
      i32();
      return name;
    }
    position -= 4;
    String name = text();
    advance(1);
    i32();
    return name;
  }

  @Override
  public boolean bool() throws DecodeException {
    return bytes[advance(1)] == 1;
  }

  @Override
  public int i16() throws DecodeException {
    return (short) SHORT.get(bytes, advance(2));
  }

  @Override
  public int i32() throws DecodeException {
    return (int) INT.get(bytes, advance(4));
  }

  @Override
  public long i64() throws DecodeException {
    return (long) LONG.get(bytes, advance(8));
  }

  @Override
  public double float64() throws DecodeException {
    return Double.longBitsToDouble(i64());
  }

  @Override
  int structBegin() {
    return 0;
  }

  @Override
  void structEnd(int outer) {}

  @Override
  int nextField() throws DecodeException {
    int type = bytes[advance(1)] & 0xff;
    return type == TType.STOP ? 0 : i16() << 8 | type;
  }

  @Override
  int length() throws DecodeException {
    return i32();
  }

  @Override
  long listHeader() throws DecodeException {
    int type = bytes[advance(1)] & 0xff;
    return (long) i32() << 8 | type;
  }

  @Override
  long mapHeader() throws DecodeException {
    int types = i16() & 0xffff;
    return (long) i32() << 16 | types;
  }
}
