// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.thrift;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.SharedTexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.thrift.protocol.TType;

/**
 * A cursor over one Thrift message in either protocol. Written here rather than taken from libthrift for two reasons. libthrift 0.25.0, when
 * it skips an unknown text of negative length, steps backwards and reads the same field for ever; and its objects per field and list cost as
 * much as the reading itself. A list cannot claim more elements than there are bytes left, texts are counted, unknown fields are skipped only
 * so deep. Not thread-safe.
 */
public abstract class ThriftReader {
  /** Takes one field, or has it skipped. */
  @FunctionalInterface
  public interface FieldReader {
    /** {@code type} is one of {@link TType}'s. */
    void read(int id, int type) throws DecodeException;
  }

  /** Takes one list element. */
  @FunctionalInterface
  public interface ElementReader {
    void read() throws DecodeException;
  }

  final byte[] bytes;
  int position;
  final int limit;

  private final DecodeBudget budget;
  private final int maxStringBytes;
  private final int maxSkipDepth;
  private final SharedTexts shared;

  ThriftReader(ByteBuffer message, DecodeLimits limits) {
    int size = message.remaining();
    if (message.hasArray()) {
      bytes = message.array();
      position = message.arrayOffset() + message.position();
    } else {
      bytes = new byte[size];
      message.duplicate().get(bytes);
    }
    limit = position + size;
    budget = limits.budget(size);
    maxStringBytes = limits.maxStringBytes();
    maxSkipDepth = limits.maxDepth();
    shared = new SharedTexts(bytes, size);
  }

  /** Reads between the buffer's position and limit, which are not moved. */
  public static ThriftReader binary(ByteBuffer message, DecodeLimits limits) {
    return new BinaryThriftReader(message, limits);
  }

  /** As {@link #binary}, in the compact protocol. */
  public static ThriftReader compact(ByteBuffer message, DecodeLimits limits) {
    return new CompactThriftReader(message, limits);
  }

  public final DecodeBudget budget() {
    return budget;
  }

  /** Reads a message envelope and returns the method's name. */
  public abstract String messageBegin() throws DecodeException;

  public abstract boolean bool() throws DecodeException;

  public abstract int i16() throws DecodeException;

  public abstract int i32() throws DecodeException;

  public abstract long i64() throws DecodeException;

  public abstract double float64() throws DecodeException;

  /** Called before a struct's first field; what it returns is given back to {@link #structEnd}. */
  abstract int structBegin();

  abstract void structEnd(int outer);

  /** The next field as {@code id << 8 | type}, or 0 at the end of the struct. */
  abstract int nextField() throws DecodeException;

  /** The length of the text or binary at the cursor. */
  abstract int length() throws DecodeException;

  /** The header of a list or set as {@code count << 8 | element type}. */
  abstract long listHeader() throws DecodeException;

  /** The header of a map as {@code count << 16 | key type << 8 | value type}. */
  abstract long mapHeader() throws DecodeException;

  public final void struct(FieldReader reader) throws DecodeException {
    int outer = structBegin();
    for (int field = nextField(); field != 0; field = nextField()) {
      reader.read(field >> 8, field & 0xff);
    }
    structEnd(outer);
  }

  /** Whether the field has the wanted type; skips it if not, as all Thrift code does. */
  public final boolean is(int type, int wanted) throws DecodeException {
    if (type == wanted) {
      return true;
    }
    skip(type);
    return false;
  }

  /** Reads the elements of a list of structs; the elements of a list of anything else are skipped. */
  public final void structs(ElementReader reader) throws DecodeException {
    long header = listHeader();
    int type = (int) header & 0xff;
    int count = checkedCount(header >> 8);
    for (int i = 0; i < count; i++) {
      if (type == TType.STRUCT) {
        reader.read();
      } else {
        skip(type);
      }
    }
  }

  /** Text; U+FFFD stands for what is not UTF-8. */
  public final String text() throws DecodeException {
    int length = checkedLength();
    budget.text(length);
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  /** As {@link #text()}, for texts that recur within a message: equal ones are mostly one object. */
  public final String recurringText() throws DecodeException {
    int length = checkedLength();
    budget.text(length);
    String text = shared.text(position, length);
    position += length;
    return text;
  }

  /** {@link #recurringText()} as an attribute's value. */
  public final AttributeValue recurringValue() throws DecodeException {
    int length = checkedLength();
    budget.text(length);
    AttributeValue value = shared.value(position, length);
    position += length;
    return value;
  }

  /** A copy of a binary field. */
  public final byte[] binary() throws DecodeException {
    int length = checkedLength();
    budget.text(length);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  public final void skip(int type) throws DecodeException {
    skip(type, maxSkipDepth);
  }

  private void skip(int type, int depth) throws DecodeException {
    if (depth < 0) {
      throw new DecodeException("field nested too deep");
    }
    switch (type) {
      case TType.BOOL -> bool();
      case TType.BYTE -> advance(1);
      case TType.I16 -> i16();
      case TType.I32 -> i32();
      case TType.I64 -> i64();
      case TType.DOUBLE -> advance(8);
      case TType.UUID -> advance(16);
      case TType.STRING -> advance(checkedLength());
      case TType.STRUCT -> struct((id, fieldType) -> skip(fieldType, depth - 1));
      case TType.MAP -> skipMap(depth);
      case TType.LIST, TType.SET -> skipElements(depth);
      default -> throw new DecodeException("unknown field type " + type);
    }
  }

  private void skipMap(int depth) throws DecodeException {
    long header = mapHeader();
    int count = checkedCount(header >> 16);
    for (int i = 0; i < count; i++) {
      skip((int) (header >> 8) & 0xff, depth - 1);
      skip((int) header & 0xff, depth - 1);
    }
  }

  private void skipElements(int depth) throws DecodeException {
    long header = listHeader();
    int count = checkedCount(header >> 8);
    for (int i = 0; i < count; i++) {
      skip((int) header & 0xff, depth - 1);
    }
  }

  /** Moves on by {@code count} bytes and returns where they began. */
  final int advance(int count) throws DecodeException {
    int from = position;
    if (limit - from < count) {
      throw new DecodeException("EOF");
    }
    position = from + count;
    return from;
  }

  private int checkedLength() throws DecodeException {
    int length = length();
    if (length < 0) {
      throw new DecodeException("negative length " + length);
    }
    if (length > limit - position) {
      throw new DecodeException("EOF");
    }
    if (length > maxStringBytes) {
      throw DecodeException.tooLarge(
          "text of " + length + " bytes (expected: at most " + maxStringBytes + ")");
    }
    return length;
  }

  /** Every element takes at least one byte. */
  private int checkedCount(long count) throws DecodeException {
    int remaining = limit - position;
    if (count < 0 || count > remaining) {
      throw new DecodeException(
          "list of " + count + " elements (expected: at most the " + remaining + " bytes left)");
    }
    return (int) count;
  }

  /** The same complaint with its place. */
  public static DecodeException placed(String place, DecodeException complaint) {
    String message = place + " read error: " + complaint.getMessage();
    return complaint.isTooLarge()
        ? DecodeException.tooLarge(message)
        : new DecodeException(message);
  }
}
