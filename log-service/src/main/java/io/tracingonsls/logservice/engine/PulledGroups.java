// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.List;

/**
 * What a pull read.
 *
 * @param groups encoded LogGroups (plain protobuf bytes), in arrival order; owned by the caller
 * @param nextCursor where to go on; equal to the cursor asked for when there is nothing yet
 * @param endOfShard whether {@code nextCursor} had nothing behind it when it was read
 * @param lastReceivedSeconds receive time of the last group read, or 0 when none
 */
public record PulledGroups(
    List<byte[]> groups, long nextCursor, boolean endOfShard, long lastReceivedSeconds) {
  /** Copies nothing: the list is handed over. */
  public PulledGroups {}
}
