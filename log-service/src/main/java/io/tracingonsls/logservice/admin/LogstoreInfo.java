// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

/** What is known of a Logstore apart from its logs. */
public record LogstoreInfo(
    String project,
    String name,
    LogstoreSettings settings,
    ShardMap shards,
    IndexVersions index,
    long createSeconds,
    long modifySeconds) {
  LogstoreInfo withSettings(LogstoreSettings changed, long nowSeconds) {
    return new LogstoreInfo(project, name, changed, shards, index, createSeconds, nowSeconds);
  }

  LogstoreInfo withShards(ShardMap changed) {
    return new LogstoreInfo(project, name, settings, changed, index, createSeconds, modifySeconds);
  }

  LogstoreInfo withIndex(IndexVersions changed) {
    return new LogstoreInfo(project, name, settings, shards, changed, createSeconds, modifySeconds);
  }
}
