// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.wire.DecodeException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;

/**
 * Reads Thrift structs field by field over either protocol, with the checks that hostile input calls for: a list cannot claim more elements
 * than there are bytes left, and unknown fields are skipped only so deep.
 */
final class ThriftFields {
  /** Takes one field, or has it skipped. */
  @FunctionalInterface
  interface FieldReader {
    void read(short id, byte type) throws TException, DecodeException;
  }

  /** Takes one list element. */
  @FunctionalInterface
  interface ElementReader {
    void read() throws TException, DecodeException;
  }

  private final TProtocol protocol;
  private final int maxSkipDepth;

  ThriftFields(TProtocol protocol, int maxSkipDepth) {
    this.protocol = protocol;
    this.maxSkipDepth = maxSkipDepth;
  }

  void struct(FieldReader reader) throws TException, DecodeException {
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
  boolean is(byte type, byte wanted) throws TException {
    if (type == wanted) {
      return true;
    }
    skip(type);
    return false;
  }

  void skip(byte type) throws TException {
    protocol.skip(type, maxSkipDepth);
  }

  /** Reads the elements of a list of structs; of a list of anything else, skips them. Returns the number read. */
  int structs(ElementReader reader) throws TException, DecodeException {
    TList list = protocol.readListBegin();
    checkCount(list.size);
    if (list.elemType != TType.STRUCT) {
      for (int i = 0; i < list.size; i++) {
        skip(list.elemType);
      }
      protocol.readListEnd();
      return 0;
    }
    for (int i = 0; i < list.size; i++) {
      reader.read();
    }
    protocol.readListEnd();
    return list.size;
  }

  private void checkCount(int count) throws DecodeException {
    int remaining = protocol.getTransport().getBytesRemainingInBuffer();
    if (count < 0 || count > remaining) {
      throw new DecodeException(
          "list of " + count + " elements (expected: at most the " + remaining + " bytes left)");
    }
  }
}
