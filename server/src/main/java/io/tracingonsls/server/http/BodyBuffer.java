// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** Gathers a body in an array that grows with what arrives, not with what is announced. */
final class BodyBuffer {
  private static final int FIRST = 16 << 10;
  /** Room for a body of up to so many bytes is taken at once when it is announced: growing costs more than the room. */
  private static final int FIRST_ANNOUNCED = 64 << 10;

  private static final byte[] NOTHING = new byte[0];

  private final int announced;
  private final int max;
  private final InFlightBytes.Share bytes;
  private byte[] array = NOTHING;
  private int length;

  /**
   * Makes an empty buffer.
   *
   * @param announced the Content-Length, or -1
   * @param max largest length allowed
   * @param bytes where the array's length is accounted
   */
  BodyBuffer(long announced, int max, InFlightBytes.Share bytes) {
    this.announced = announced < 0 || announced > max ? -1 : (int) announced;
    this.max = max;
    this.bytes = bytes;
  }

  /** Appends; throws 413 or 503 when a limit is passed. */
  void append(ByteBuf content) {
    int more = content.readableBytes();
    if (more > max - length) {
      throw new HttpException(413, "request body too large");
    }
    if (length + more > array.length) {
      grow(length + more);
    }
    content.readBytes(array, length, more);
    length += more;
  }

  private void grow(int needed) {
    int first = announced <= FIRST_ANNOUNCED ? Math.max(FIRST, announced) : FIRST;
    long larger = Math.max(needed, Math.max(first, array.length * 4L));
    int limit = announced >= 0 ? Math.max(needed, announced) : max;
    int capacity = (int) Math.min(larger, limit);
    if (!bytes.tryReserve(capacity - array.length)) {
      throw HttpException.unavailable("too many bytes in flight", 1);
    }
    array = Arrays.copyOf(array, capacity);
  }

  int length() {
    return length;
  }

  byte[] toBytes() {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }
}
