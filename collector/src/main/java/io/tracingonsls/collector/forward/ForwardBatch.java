// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

/** One call to a collector, encoded. */
final class ForwardBatch {
  private static final int OBJECTS = 160;

  private final byte[] message;
  private final int spans;
  private final String format;

  /**
   * Keeps the message without a copy.
   *
   * @param message a serialized {@code PostSpansRequest}; not to be changed any more
   * @param format the metric label {@code format}
   */
  ForwardBatch(byte[] message, int spans, String format) {
    this.message = message;
    this.spans = spans;
    this.format = format;
  }

  /** Not to be changed. */
  byte[] message() {
    return message;
  }

  int spans() {
    return spans;
  }

  String format() {
    return format;
  }

  /** What it takes in memory. */
  long heldBytes() {
    return (long) message.length + OBJECTS;
  }
}
