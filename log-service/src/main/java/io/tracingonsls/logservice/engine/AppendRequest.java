// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * One LogGroup as received.
 *
 * @param body compressed bytes; handed over, never changed afterwards by either side
 * @param codec how {@code body} is compressed
 * @param rawBytes declared size before compression
 * @param shard shard that takes the group; 0 or more
 * @param receivedSeconds wall-clock time of the request, unix seconds
 */
@SuppressWarnings(
    "ArrayRecordComponent") // identity is enough: requests are never compared, and copying
// megabytes is not free
public record AppendRequest(
    byte[] body, Codec codec, int rawBytes, int shard, long receivedSeconds) {}
