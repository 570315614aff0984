// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

/**
 * What a LogGroup may hold at most.
 *
 * @param maxRawBytes size before compression; the service documents 10 MB
 * @param maxLogs logs per group; one group is one unit of indexing, so this bounds its memory
 * @param maxKeyBytes length of a key; the service documents 128
 * @param maxValueBytes length of a value; the service documents 1 MB
 */
public record AppendLimits(int maxRawBytes, int maxLogs, int maxKeyBytes, int maxValueBytes) {
  /** The documented limits of the service, and 131,072 logs. */
  public static final AppendLimits DEFAULT = new AppendLimits(10 << 20, 1 << 17, 128, 1 << 20);
}
