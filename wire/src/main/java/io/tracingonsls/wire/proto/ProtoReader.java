// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.proto;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.io.IOException;
import java.nio.ByteBuffer;

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

  private static final int END_GROUP = 4;
  private static final int MAX_GROUP_DEPTH = 32;

  private final CodedInputStream in;
  private final DecodeBudget budget;

  /** Reads between the buffer's position and limit, which are not moved. */
  public ProtoReader(ByteBuffer message, DecodeLimits limits) {
    int size = message.remaining();
    if (message.hasArray()) {
      in = CodedInputStream.newInstance(
          message.array(), message.arrayOffset() + message.position(), size);
    } else {
      byte[] copy = new byte[size];
      message.duplicate().get(copy);
      in = CodedInputStream.newInstance(copy);
    }
    in.setRecursionLimit(MAX_GROUP_DEPTH);
    budget = limits.budget(size);
  }

  /** What a decoder does with the message. */
  @FunctionalInterface
  public interface Body<T> {
    T read() throws IOException, DecodeException;
  }

  /** Runs {@code body} and words protobuf's own complaints. */
  public static <T> T decoding(Body<T> body) throws DecodeException {
    try {
      return body.read();
    } catch (InvalidProtocolBufferException e) {
      throw new DecodeException("malformed protobuf: " + e.getMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading an array failed", e);
    }
  }

  public DecodeBudget budget() {
    return budget;
  }

  /** The next field's tag, or 0 at the end of the current message. */
  public int nextTag() throws IOException, DecodeException {
    int tag = in.readTag();
    if ((tag & 7) == END_GROUP) {
      throw new DecodeException("malformed protobuf: end of a group that never began");
    }
    return tag;
  }

  /** Reads the length of a nested message and narrows the cursor to it; the result is for {@link #leave}. */
  public int enter() throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  public void leave(int outer) {
    in.popLimit(outer);
  }

  public void skip(int tag) throws IOException {
    in.skipField(tag);
  }

  /** Text; U+FFFD stands for what is not UTF-8. */
  public String text() throws IOException, DecodeException {
    String text = in.readString();
    budget.text(text.length());
    return text;
  }

  public byte[] bytes() throws IOException, DecodeException {
    byte[] bytes = in.readByteArray();
    budget.text(bytes.length);
    return bytes;
  }

  public long int64() throws IOException {
    return in.readInt64();
  }

  public int int32() throws IOException {
    return in.readInt32();
  }

  public boolean bool() throws IOException {
    return in.readBool();
  }

  public double float64() throws IOException {
    return in.readDouble();
  }

  public long fixed64() throws IOException {
    return in.readFixed64();
  }

  public int fixed32() throws IOException {
    return in.readFixed32();
  }

  /** A trace id of 16 bytes, or of 8 for a short one, or of none for "not set". */
  public TraceId traceId() throws IOException, DecodeException {
    int length = in.readRawVarint32();
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
  public SpanId spanId() throws IOException, DecodeException {
    int length = in.readRawVarint32();
    return switch (length) {
      case 0 -> SpanId.ZERO;
      case 8 -> new SpanId(bigEndian());
      default ->
        throw new DecodeException("invalid length for SpanID: " + length + " (expected: 8 bytes)");
    };
  }

  private long bigEndian() throws IOException {
    return Long.reverseBytes(in.readRawLittleEndian64());
  }
}
