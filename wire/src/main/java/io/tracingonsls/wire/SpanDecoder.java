// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import io.tracingonsls.model.SpanBatch;
import java.nio.ByteBuffer;

/** Turns one received message of some protocol into spans. Implementations are stateless and thread-safe. */
@FunctionalInterface
public interface SpanDecoder {
  /**
   * Reads the whole message between the buffer's position and limit; neither is moved. The result holds no reference to the buffer.
   *
   * @throws DecodeException if the bytes are not a message of this protocol or unfold beyond the limits; nothing of it is usable then
   */
  SpanBatch decode(ByteBuffer message) throws DecodeException;
}
