// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

/**
 * What a single message may cost. The size of the message itself is the receiver's to bound; these limits bound what comes out of it, since
 * a few bytes can stand for many empty objects.
 *
 * @param maxStringBytes longest text or binary value
 * @param maxDepth deepest nesting of attribute values that is kept, and of unknown fields that is skipped
 * @param maxHeapBytes most memory that the decoded spans of one message may take, estimated
 * @param heapPerByte most memory per message byte, on top of {@link #FREE_HEAP_BYTES}
 */
public record DecodeLimits(int maxStringBytes, int maxDepth, long maxHeapBytes, int heapPerByte) {
  /** What even the smallest message may take. */
  public static final long FREE_HEAP_BYTES = 1 << 20;

  /** Generous to real senders, whose spans take four to twelve times their wire size, and finite. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(16 << 20, 32, 192L << 20, 16);

  /** The account of one message. */
  public DecodeBudget budget(int messageBytes) {
    long proportional = FREE_HEAP_BYTES + (long) heapPerByte * messageBytes;
    return new DecodeBudget(Math.min(maxHeapBytes, proportional));
  }
}
