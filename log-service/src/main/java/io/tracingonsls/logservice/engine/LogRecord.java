// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.List;

/**
 * One stored log, whole.
 *
 * @param timeSeconds unix seconds
 * @param timeNanosPart 0 to 999,999,999, or -1 when the log carries none
 * @param topic the group's topic, may be empty
 * @param source the group's source, may be empty
 * @param tags the group's tags in order, keys without the {@code __tag__:} prefix
 * @param fields the log's fields in the order they were sent; a key may occur twice
 */
public record LogRecord(
    long timeSeconds,
    int timeNanosPart,
    String topic,
    String source,
    List<LogField> tags,
    List<LogField> fields) {
  /** Makes the lists immutable. */
  public LogRecord {
    tags = List.copyOf(tags);
    fields = List.copyOf(fields);
  }
}
