// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/**
 * One shard of a Logstore.
 *
 * @param begin first key it takes
 * @param end first key it no longer takes; the very last key of the space belongs to the shard it ends
 * @param writable false for a shard that was split or merged: its logs stay readable
 */
public record Shard(int id, HashKey begin, HashKey end, boolean writable, long createSeconds) {
  boolean takes(HashKey key) {
    return begin.compareTo(key) <= 0
        && (key.compareTo(end) < 0 || (end.equals(HashKey.LAST) && key.equals(HashKey.LAST)));
  }

  Shard readOnly() {
    return new Shard(id, begin, end, false, createSeconds);
  }

  /** {@code readwrite} or {@code readonly}. */
  public String status() {
    return writable ? "readwrite" : "readonly";
  }
}
