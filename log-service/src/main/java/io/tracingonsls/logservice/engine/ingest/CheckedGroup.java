// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;

/**
 * A decompressed LogGroup that passed every check, so that what follows (journal, index) can not fail on its content.
 *
 * @param raw plain protobuf bytes
 * @param header topic, source and tags as {@link GroupHeader#encode} writes them
 * @param logCount number of logs
 * @param minSeconds lowest time; {@link Long#MAX_VALUE} without logs
 * @param maxSeconds highest time; {@link Long#MIN_VALUE} without logs
 */
@SuppressWarnings(
    "ArrayRecordComponent") // handed over between two stages of the same pipeline, never compared
public record CheckedGroup(
    byte[] raw, byte[] header, int logCount, long minSeconds, long maxSeconds) {
  /**
   * Checks a group.
   *
   * @throws AppendException with {@link AppendError#BODY_INVALID} or {@link AppendError#TOO_LARGE}
   */
  public static CheckedGroup check(byte[] raw, AppendLimits limits) {
    return new GroupCheck(raw, limits).run();
  }
}
