// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

/**
 * A Logstore to create.
 *
 * @param ttlDays 1 to 3650
 * @param shards 1 to 10; more come by themselves
 * @param maxShards up to which shards split by themselves
 */
public record LogstoreSpec(String name, int ttlDays, int shards, int maxShards) {}
