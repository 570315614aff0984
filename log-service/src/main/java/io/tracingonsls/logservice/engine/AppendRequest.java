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
 * @param earliestSeconds lowest time a log may carry; the group is refused otherwise
 * @param latestSeconds highest time a log may carry
 */
@SuppressWarnings(
    "ArrayRecordComponent") // identity is enough: requests are never compared, and copying
// megabytes is not free
public record AppendRequest(
    byte[] body,
    Codec codec,
    int rawBytes,
    int shard,
    long receivedSeconds,
    long earliestSeconds,
    long latestSeconds) {
  /** A group whose logs may carry any time. */
  public AppendRequest(byte[] body, Codec codec, int rawBytes, int shard, long receivedSeconds) {
    this(body, codec, rawBytes, shard, receivedSeconds, 0, Long.MAX_VALUE);
  }

  /** The same request for logs of these times only. */
  public AppendRequest within(long earliest, long latest) {
    return new AppendRequest(body, codec, rawBytes, shard, receivedSeconds, earliest, latest);
  }
}
