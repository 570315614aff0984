// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;

/**
 * Answer to a written batch.
 *
 * @param accepted spans stored
 * @param rejections spans that can never be stored, by reason; empty as a rule
 */
public record WriteReceipt(int accepted, List<Rejection> rejections, Durability durability) {
  public WriteReceipt {
    rejections = List.copyOf(rejections);
  }

  public static WriteReceipt stored(int accepted) {
    return new WriteReceipt(accepted, List.of(), Durability.STORED);
  }

  public int rejected() {
    int count = 0;
    for (Rejection rejection : rejections) {
      count += rejection.spans();
    }
    return count;
  }

  /** Where the accepted spans are now. */
  public enum Durability {
    /** The store has them. */
    STORED,
    /** A local journal has them and will hand them to the store, also after a crash of this process. */
    JOURNALED
  }

  /**
   * Spans that were refused for good.
   *
   * @param reason a short word for metrics, for example {@code too_large}
   */
  public record Rejection(String reason, int spans) {}
}
