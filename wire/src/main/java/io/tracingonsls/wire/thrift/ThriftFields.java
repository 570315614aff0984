// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.thrift;

import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.nio.ByteBuffer;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * A cursor over one Thrift message in either protocol, with the checks that hostile input calls for: a list cannot claim more elements than
 * there are bytes left, texts are counted, and unknown fields are skipped only so deep. Not thread-safe.
 */
public final class ThriftFields {
  /** Takes one field, or has it skipped. */
  @FunctionalInterface
  public interface FieldReader {
    void read(short id, byte type) throws TException, DecodeException;
  }

  /** Takes one list element. */
  @FunctionalInterface
  public interface ElementReader {
    void read() throws TException, DecodeException;
  }

  private final TProtocol protocol;
  private final DecodeBudget budget;
  private final int maxSkipDepth;

  private ThriftFields(TProtocol protocol, DecodeBudget budget, int maxSkipDepth) {
    this.protocol = protocol;
    this.budget = budget;
    this.maxSkipDepth = maxSkipDepth;
  }

  /** Reads between the buffer's position and limit, which are not moved. */
  public static ThriftFields binary(ByteBuffer message, DecodeLimits limits) {
    TMemoryInputTransport transport = transport(message, limits);
    int size = message.remaining();
    return new ThriftFields(
        new TBinaryProtocol(transport, limits.maxStringBytes(), size),
        limits.budget(size),
        limits.maxDepth());
  }

  /** As {@link #binary}, in the compact protocol. */
  public static ThriftFields compact(ByteBuffer message, DecodeLimits limits) {
    TMemoryInputTransport transport = transport(message, limits);
    int size = message.remaining();
    return new ThriftFields(
        new TCompactProtocol(transport, limits.maxStringBytes(), size),
        limits.budget(size),
        limits.maxDepth());
  }

  private static TMemoryInputTransport transport(ByteBuffer message, DecodeLimits limits) {
    int size = message.remaining();
    int bound = Math.max(size, 1);
    TConfiguration configuration = new TConfiguration(bound, bound, limits.maxDepth());
    try {
      if (message.hasArray()) {
        int offset = message.arrayOffset() + message.position();
        return new TMemoryInputTransport(configuration, message.array(), offset, size);
      }
      byte[] copy = new byte[size];
      message.duplicate().get(copy);
      return new TMemoryInputTransport(configuration, copy);
    } catch (TTransportException e) {
      throw new IllegalStateException("a transport over an array does not open", e);
    }
  }

  /** For the scalars; structs, lists and texts are read through this object. */
  public TProtocol protocol() {
    return protocol;
  }

  public DecodeBudget budget() {
    return budget;
  }

  public void struct(FieldReader reader) throws TException, DecodeException {
    protocol.readStructBegin();
    while (true) {
      TField field = protocol.readFieldBegin();
      if (field.type == TType.STOP) {
        break;
      }
      reader.read(field.id, field.type);
      protocol.readFieldEnd();
    }
    protocol.readStructEnd();
  }

  /** Whether the field has the wanted type; skips it if not, as all Thrift code does. */
  public boolean is(byte type, byte wanted) throws TException, DecodeException {
    if (type == wanted) {
      return true;
    }
    skip(type);
    return false;
  }

  /**
   * Passes over a value. Not by libthrift's own skipping, which steps backwards over a text of negative length and so can be made to read the
   * same field for ever.
   */
  public void skip(byte type) throws TException, DecodeException {
    skip(type, maxSkipDepth);
  }

  private void skip(byte type, int depth) throws TException, DecodeException {
    if (depth < 0) {
      throw new DecodeException("field nested too deep");
    }
    switch (type) {
      case TType.BOOL -> protocol.readBool();
      case TType.BYTE -> protocol.readByte();
      case TType.I16 -> protocol.readI16();
      case TType.I32 -> protocol.readI32();
      case TType.I64 -> protocol.readI64();
      case TType.DOUBLE -> protocol.readDouble();
      case TType.STRING -> protocol.readBinary();
      case TType.UUID -> protocol.readUuid();
      case TType.STRUCT -> struct((id, fieldType) -> skip(fieldType, depth - 1));
      case TType.MAP -> skipMap(depth);
      case TType.LIST, TType.SET -> skipElements(type, depth);
      default -> throw new DecodeException("unknown field type " + type);
    }
  }

  private void skipMap(int depth) throws TException, DecodeException {
    TMap map = protocol.readMapBegin();
    checkCount(map.size);
    for (int i = 0; i < map.size; i++) {
      skip(map.keyType, depth - 1);
      skip(map.valueType, depth - 1);
    }
    protocol.readMapEnd();
  }

  private void skipElements(byte type, int depth) throws TException, DecodeException {
    boolean isSet = type == TType.SET;
    TSet set = isSet ? protocol.readSetBegin() : new TSet(protocol.readListBegin());
    checkCount(set.size);
    for (int i = 0; i < set.size; i++) {
      skip(set.elemType, depth - 1);
    }
    if (isSet) {
      protocol.readSetEnd();
    } else {
      protocol.readListEnd();
    }
  }

  /** Text; U+FFFD stands for what is not UTF-8. */
  public String text() throws TException, DecodeException {
    String value = protocol.readString();
    budget.text(value.length());
    return value;
  }

  /** A copy of a binary field. */
  public byte[] bytes() throws TException, DecodeException {
    ByteBuffer value = protocol.readBinary();
    budget.text(value.remaining());
    byte[] copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    return copy;
  }

  /** Reads the elements of a list of structs; the elements of a list of anything else are skipped. */
  public void structs(ElementReader reader) throws TException, DecodeException {
    TList list = protocol.readListBegin();
    checkCount(list.size);
    for (int i = 0; i < list.size; i++) {
      if (list.elemType == TType.STRUCT) {
        reader.read();
      } else {
        skip(list.elemType);
      }
    }
    protocol.readListEnd();
  }

  private void checkCount(int count) throws DecodeException {
    int remaining = protocol.getTransport().getBytesRemainingInBuffer();
    if (count < 0 || count > remaining) {
      throw new DecodeException(
          "list of " + count + " elements (expected: at most the " + remaining + " bytes left)");
    }
  }

  /** The wording of what Thrift's own code complains of. */
  public static DecodeException worded(String place, TException complaint) {
    String reason =
        complaint instanceof TTransportException ? "EOF" : String.valueOf(complaint.getMessage());
    return new DecodeException(place + " read error: " + reason);
  }

  /** The same complaint with its place. */
  public static DecodeException worded(String place, DecodeException complaint) {
    String message = place + " read error: " + complaint.getMessage();
    return complaint.isTooLarge()
        ? DecodeException.tooLarge(message)
        : new DecodeException(message);
  }
}
