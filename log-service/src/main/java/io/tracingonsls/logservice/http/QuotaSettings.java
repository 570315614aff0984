// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

/**
 * Rates above which calls are refused as the cloud refuses them; 0 switches a limit off.
 *
 * @param writeBytesPerSecond raw bytes of PutLogs per shard
 * @param writesPerSecond PutLogs per shard
 * @param readsPerSecond pulls per shard
 * @param queriesPerProject queries of one project at the same time
 */
public record QuotaSettings(
    long writeBytesPerSecond, long writesPerSecond, long readsPerSecond, int queriesPerProject) {
  /** No limits: the machine is the limit. */
  public static final QuotaSettings OFF = new QuotaSettings(0, 0, 0, 0);

  /** What the cloud documents. */
  public static final QuotaSettings CLOUD = new QuotaSettings(5 << 20, 500, 100, 100);

  public QuotaSettings {
    if (writeBytesPerSecond < 0
        || writesPerSecond < 0
        || readsPerSecond < 0
        || queriesPerProject < 0) {
      throw new IllegalArgumentException("quota: negative (expected: 0 for off, or more)");
    }
  }
}
