// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Messages of the decoder that wait until the connection has a use for them. Owns their buffers. Confined to an event loop. */
final class IncomingMessages {
  private final ArrayDeque<Object> waiting = new ArrayDeque<>();
  private boolean pumping;

  void add(Object message) {
    waiting.add(message);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Hands on what waits for as long as it is wanted; not re-entered, so pipelining cannot grow the stack. */
  void pump(BooleanSupplier wanted, Consumer<Object> consumer) {
    if (pumping) {
      return;
    }
    pumping = true;
    try {
      while (wanted.getAsBoolean() && !waiting.isEmpty()) {
        Object message = waiting.remove();
        try {
          consumer.accept(message);
        } finally {
          ReferenceCountUtil.release(message);
        }
      }
    } finally {
      pumping = false;
    }
  }

  void release() {
    while (!waiting.isEmpty()) {
      ReferenceCountUtil.release(waiting.remove());
    }
  }
}
