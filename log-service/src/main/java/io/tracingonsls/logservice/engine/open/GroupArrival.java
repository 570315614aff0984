// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

/**
 * What is known of a LogGroup beside its content.
 *
 * @param sequence number of the group in its Logstore
 * @param shard shard that took it
 * @param receivedSeconds receive time, unix seconds
 * @param indexVersion version of the index configuration in force
 */
public record GroupArrival(long sequence, int shard, long receivedSeconds, int indexVersion) {}
