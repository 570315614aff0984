// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.netty.buffer.ByteBuf;
import io.tracingonsls.wire.DecodeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * One call as it arrives in one or more frames. The three arguments are sent as chunks; within a frame the next chunk
 * belongs to the next argument, the first chunk of a further frame continues the last one. Confined to an event loop.
 */
final class TChannelCall {
  private static final int ARGUMENTS = 3;
  private static final byte[] NOTHING = new byte[0];

  private final int id;
  private final byte[] tracing = new byte[TChannelFrame.TRACING_BYTES];
  private final Map<String, String> headers = new HashMap<>();
  private final byte[][] arguments = {NOTHING, NOTHING, NOTHING};
  private final int[] lengths = new int[ARGUMENTS];
  private int argument;
  private @Nullable Checksum checksum;
  private String service = "";
  private boolean complete;
  private int bytes;

  TChannelCall(int id) {
    this.id = id;
  }

  int id() {
    return id;
  }

  byte[] tracing() {
    return tracing;
  }

  String service() {
    return service;
  }

  @Nullable
  String header(String name) {
    return headers.get(name);
  }

  boolean isComplete() {
    return complete;
  }

  /** Memory taken so far. */
  int bytes() {
    return bytes;
  }

  byte[] argument(int index) {
    return Arrays.copyOf(arguments[index], lengths[index]);
  }

  /** Reads the payload of the call's first frame. */
  void first(ByteBuf payload) throws DecodeException {
    try {
      int flags = payload.readUnsignedByte();
      payload.skipBytes(4);
      payload.readBytes(tracing);
      service = text8(payload);
      for (int left = payload.readUnsignedByte(); left > 0; left--) {
        headers.put(text8(payload), text8(payload));
      }
      chunks(payload, flags);
    } catch (IndexOutOfBoundsException e) {
      throw new DecodeException("tchannel: frame ends inside a call");
    }
  }

  /** Reads the payload of a further frame. */
  void next(ByteBuf payload) throws DecodeException {
    try {
      chunks(payload, payload.readUnsignedByte());
    } catch (IndexOutOfBoundsException e) {
      throw new DecodeException("tchannel: frame ends inside a call");
    }
  }

  private void chunks(ByteBuf payload, int flags) throws DecodeException {
    int type = payload.readUnsignedByte();
    int expected = type == 0 ? 0 : payload.readInt();
    if (checksum == null) {
      checksum = checksumOf(type);
    }
    boolean firstChunk = true;
    while (payload.isReadable()) {
      if (!firstChunk && ++argument >= ARGUMENTS) {
        throw new DecodeException("tchannel: more than three arguments");
      }
      firstChunk = false;
      append(payload, payload.readUnsignedShort());
    }
    if (checksum != null && (int) checksum.getValue() != expected) {
      throw new DecodeException("tchannel: wrong checksum");
    }
    complete = (flags & 1) == 0;
    if (complete && argument != ARGUMENTS - 1) {
      throw new DecodeException("tchannel: fewer than three arguments");
    }
  }

  /** Type 2 is a farm hash, which no agent has used: taken unchecked, as Thrift notices damage itself. */
  private static @Nullable Checksum checksumOf(int type) {
    return switch (type) {
      case 1 -> new CRC32();
      case 3 -> new CRC32C();
      default -> null;
    };
  }

  private void append(ByteBuf payload, int count) {
    int length = lengths[argument];
    byte[] array = arguments[argument];
    if (length + count > array.length) {
      array = Arrays.copyOf(array, Math.max(length + count, array.length * 2));
      bytes += array.length - arguments[argument].length;
      arguments[argument] = array;
    }
    payload.readBytes(array, length, count);
    if (checksum != null) {
      checksum.update(array, length, count);
    }
    lengths[argument] = length + count;
  }

  private static String text8(ByteBuf payload) {
    int length = payload.readUnsignedByte();
    return payload.readCharSequence(length, StandardCharsets.UTF_8).toString();
  }
}
