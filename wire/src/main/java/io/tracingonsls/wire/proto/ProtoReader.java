// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.proto;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.SharedTexts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over one protobuf message. A caller loops over {@link #nextTag()} until zero, switches on whole tags (field number and wire type,
 * {@code number << 3 | LENGTH}), and skips what it does not know; a known field with another wire type is thus skipped too. Nested messages
 * are entered and left. Not thread-safe.
 */
public final class ProtoReader {
  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH = 2;
  public static final int FIXED32 = 5;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int MAX_GROUP_DEPTH = 32;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final DecodeBudget budget;
  private final SharedTexts shared;
  private int position;
  /** Where the current message ends. */
  private int limit;

  /** Reads between the buffer's position and limit, which are not moved. */
  public ProtoReader(ByteBuffer message, DecodeLimits limits) {
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
    shared = new SharedTexts(bytes, size);
  }

  public DecodeBudget budget() {
    return budget;
  }

  /** The next field's tag, or 0 at the end of the current message. */
  public int nextTag() throws DecodeException {
    if (position == limit) {
      return 0;
    }
    int tag = rawTag();
    if ((tag & 7) == END_GROUP) {
      throw malformed("end of a group that never began");
    }
    return tag;
  }

  private int rawTag() throws DecodeException {
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("field number 0");
    }
    return tag;
  }

  /** Reads the length of a nested message and narrows the cursor to it; the result is for {@link #leave}. */
  public int enter() throws DecodeException {
    int length = length();
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Widens the cursor again, past what is left of the nested message. */
  public void leave(int outer) {
    position = limit;
    limit = outer;
  }

  public void skip(int tag) throws DecodeException {
    skip(tag, 0);
  }

  private void skip(int tag, int depth) throws DecodeException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case LENGTH -> advance(length());
      case START_GROUP -> skipGroup(tag, depth + 1);
      case FIXED32 -> advance(4);
      default -> throw malformed("unknown wire type " + (tag & 7));
    }
  }

  private void skipGroup(int start, int depth) throws DecodeException {
    if (depth > MAX_GROUP_DEPTH) {
      throw malformed("groups nested too deep");
    }
    int end = (start & ~7) | END_GROUP;
    for (int tag = rawTag(); tag != end; tag = rawTag()) {
      skip(tag, depth);
    }
  }

  /** Text; U+FFFD stands for what is not UTF-8. */
  public String text() throws DecodeException {
    int length = length();
    budget.text(length);
    return new String(bytes, advance(length), length, StandardCharsets.UTF_8);
  }

  /** As {@link #text()}, for texts that recur within a message: equal ones are mostly one object. */
  public String recurringText() throws DecodeException {
    int length = length();
    budget.text(length);
    return shared.text(advance(length), length);
  }

  /** {@link #recurringText()} as an attribute's value. */
  public AttributeValue recurringValue() throws DecodeException {
    int length = length();
    budget.text(length);
    return shared.value(advance(length), length);
  }

  public byte[] bytes() throws DecodeException {
    int length = length();
    budget.text(length);
    int from = advance(length);
    return Arrays.copyOfRange(bytes, from, from + length);
  }

  public long int64() throws DecodeException {
    return varint();
  }

  public int int32() throws DecodeException {
    return (int) varint();
  }

  public boolean bool() throws DecodeException {
    return varint() != 0;
  }

  public double float64() throws DecodeException {
    return Double.longBitsToDouble(fixed64());
  }

  public long fixed64() throws DecodeException {
    return (long) LONG.get(bytes, advance(8));
  }

  public int fixed32() throws DecodeException {
    return (int) INT.get(bytes, advance(4));
  }

  /** A trace id of 16 bytes, or of 8 for a short one, or of none for "not set". */
  public TraceId traceId() throws DecodeException {
    int length = length();
    return switch (length) {
      case 0 -> TraceId.ZERO;
      case 8 -> new TraceId(0, bigEndian());
      case 16 -> {
        long high = bigEndian();
        yield new TraceId(high, bigEndian());
      }
      default ->
        throw new DecodeException(
            "invalid length for TraceID: " + length + " (expected: 16 bytes)");
    };
  }

  /** A span id of 8 bytes, or of none for "not set". */
  public SpanId spanId() throws DecodeException {
    int length = length();
    return switch (length) {
      case 0 -> SpanId.ZERO;
      case 8 -> new SpanId(bigEndian());
      default ->
        throw new DecodeException("invalid length for SpanID: " + length + " (expected: 8 bytes)");
    };
  }

  private long bigEndian() throws DecodeException {
    return Long.reverseBytes(fixed64());
  }

  /** A length that the current message has room for. */
  private int length() throws DecodeException {
    long length = varint();
    if (length < 0 || length > limit - position) {
      throw malformed("the input ended in the middle of a field");
    }
    return (int) length;
  }

  private int advance(int count) throws DecodeException {
    int from = position;
    if (limit - from < count) {
      throw malformed("the input ended in the middle of a field");
    }
    position = from + count;
    return from;
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
    throw malformed("number of more than 64 bits");
  }

  private static DecodeException malformed(String complaint) {
    return new DecodeException("malformed protobuf: " + complaint);
  }
}
