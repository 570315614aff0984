// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.thrift;

import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.thrift.protocol.TType;

/** The compact protocol: variable widths, field numbers as differences, truth values inside the field's type. */
final class CompactThriftReader extends ThriftReader {
  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int PROTOCOL_ID = 0x82;
  private static final int VERSION = 1;
  private static final int TRUE = 1;
  private static final int FALSE = 2;

  /** Thrift's types in the order of the compact protocol's numbers. */
  private static final byte[] TYPES = {
    TType.STOP,
    TType.BOOL,
    TType.BOOL,
    TType.BYTE,
    TType.I16,
    TType.I32,
    TType.I64,
    TType.DOUBLE,
    TType.STRING,
    TType.LIST,
    TType.SET,
    TType.MAP,
    TType.STRUCT,
    TType.UUID
  };

  private int lastField;
  /** The truth value that the field just begun carries in its type; 0 when there is none. */
  private int inlineBool;

  CompactThriftReader(ByteBuffer message, DecodeLimits limits) {
    super(message, limits);
  }

  @Override
  public String messageBegin() throws DecodeException {
    if ((bytes[advance(1)] & 0xff) != PROTOCOL_ID || (bytes[advance(1)] & 0x1f) != VERSION) {
      throw new DecodeException("unknown version of the message envelope");
    }
    varint();
    return text();
  }

  @Override
  public boolean bool() throws DecodeException {
    int value = inlineBool;
    inlineBool = 0;
    return (value == 0 ? bytes[advance(1)] : value) == TRUE;
  }

  @Override
  public int i16() throws DecodeException {
    return (short) i32();
  }

  @Override
  public int i32() throws DecodeException {
    int zigzag = (int) varint();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  @Override
  public long i64() throws DecodeException {
    long zigzag = varint();
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  @Override
  public double float64() throws DecodeException {
    return (double) DOUBLE.get(bytes, advance(8));
  }

  @Override
  int structBegin() {
    int outer = lastField;
    lastField = 0;
    return outer;
  }

  @Override
  void structEnd(int outer) {
    lastField = outer;
  }

  @Override
  int nextField() throws DecodeException {
    int head = bytes[advance(1)] & 0xff;
    if (head == 0) {
      return 0;
    }
    int difference = head >>> 4;
    lastField = difference == 0 ? i16() : (short) (lastField + difference);
    int type = head & 15;
    inlineBool = type == TRUE || type == FALSE ? type : 0;
    return lastField << 8 | typeOf(type);
  }

  @Override
  int length() throws DecodeException {
    return count();
  }

  @Override
  long listHeader() throws DecodeException {
    int head = bytes[advance(1)] & 0xff;
    int size = head >>> 4;
    long count = size == 15 ? count() : size;
    return count << 8 | typeOf(head & 15);
  }

  @Override
  long mapHeader() throws DecodeException {
    long count = count();
    if (count == 0) {
      return 0;
    }
    int types = bytes[advance(1)] & 0xff;
    return count << 16 | typeOf(types >>> 4) << 8 | typeOf(types & 15);
  }

  private static int typeOf(int compactType) throws DecodeException {
    if (compactType == 0 || compactType >= TYPES.length) {
      throw new DecodeException("unknown field type " + compactType);
    }
    return TYPES[compactType];
  }

  private int count() throws DecodeException {
    long count = varint();
    return count == (int) count ? (int) count : -1;
  }

  private long varint() throws DecodeException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte part = bytes[advance(1)];
      value |= (long) (part & 0x7f) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new DecodeException("number of more than 64 bits");
  }
}
