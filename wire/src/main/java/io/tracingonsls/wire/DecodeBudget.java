// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

/**
 * Counts the estimated heap of the objects that a message unfolds into and refuses the one that goes too far. The figures are those of
 * compressed references on a 64-bit machine, rounded up. Not thread-safe; one per message.
 */
public final class DecodeBudget {
  private static final int SPAN_BYTES = 256;
  private static final int STRUCT_BYTES = 80;
  private static final int STRING_BYTES = 48;
  private static final int VALUE_BYTES = 32;

  private final long limitBytes;
  private long remainingBytes;

  DecodeBudget(long limitBytes) {
    this.limitBytes = limitBytes;
    this.remainingBytes = limitBytes;
  }

  public void span() throws DecodeException {
    charge(SPAN_BYTES);
  }

  /** A resource, scope, event or link. */
  public void struct() throws DecodeException {
    charge(STRUCT_BYTES);
  }

  /** An attribute's place and value object, without its texts. */
  public void value() throws DecodeException {
    charge(VALUE_BYTES);
  }

  /** A text or binary of so many characters or bytes. */
  public void text(int length) throws DecodeException {
    charge(STRING_BYTES + (long) length);
  }

  private void charge(long bytes) throws DecodeException {
    remainingBytes -= bytes;
    if (remainingBytes < 0) {
      throw DecodeException.tooLarge(
          "message unfolds into too many objects (expected: at most " + limitBytes + " bytes)");
    }
  }
}
