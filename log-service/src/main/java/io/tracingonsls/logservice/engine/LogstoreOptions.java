// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * What the engine has to know about one Logstore. Not persisted by the engine: the administration passes it at open and
 * whenever it changes.
 *
 * @param ttlDays logs whose time is older are invisible, their segments are deleted; 3650 and more means for ever
 * @param maxDiskBytes oldest segments are deleted when the sealed data exceeds this; 0 means no cap
 * @param indexVersion version number of the index configuration in force, stamped on every log written from now on; 0 when
 *     there is none
 */
public record LogstoreOptions(int ttlDays, long maxDiskBytes, int indexVersion) {
  /** From this TTL on nothing expires. */
  public static final int FOREVER_DAYS = 3650;

  /** Thirty days, no cap, no index. */
  public static final LogstoreOptions DEFAULT = new LogstoreOptions(30, 0, 0);

  /** Checks ranges. */
  public LogstoreOptions {
    if (ttlDays < 1) {
      throw new IllegalArgumentException("ttlDays: " + ttlDays + " (expected: at least 1)");
    }
    if (maxDiskBytes < 0) {
      throw new IllegalArgumentException(
          "maxDiskBytes: " + maxDiskBytes + " (expected: 0 or more)");
    }
    if (indexVersion < 0) {
      throw new IllegalArgumentException(
          "indexVersion: " + indexVersion + " (expected: 0 or more)");
    }
  }
}
