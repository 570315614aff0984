// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.util.List;

/** Encodes a LogGroup: group members first, then log by log. Not thread-safe. */
public final class LogGroupWriter {
  private final ByteSink out = new ByteSink(1024);
  private final ByteSink log = new ByteSink(512);

  /** Starts a group. Empty topic and source are written too, as the SDKs do. */
  public LogGroupWriter(GroupHeader header) {
    text(out, LogGroupTags.TOPIC, header.topic());
    text(out, LogGroupTags.SOURCE, header.source());
    for (LogField tag : header.tags()) {
      pair(out, LogGroupTags.TAGS, tag);
    }
  }

  /**
   * Adds a log.
   *
   * @param nanosPart 0 to 999,999,999, or -1 to leave it out
   */
  public LogGroupWriter log(long seconds, int nanosPart, List<LogField> fields) {
    log.clear();
    log.put(LogGroupTags.TIME);
    log.varint(seconds & 0xFFFFFFFFL);
    for (LogField field : fields) {
      pair(log, LogGroupTags.CONTENTS, field);
    }
    if (nanosPart >= 0) {
      log.put(LogGroupTags.NANOS);
      log.fixed32(nanosPart);
    }
    out.put(LogGroupTags.LOGS);
    out.block(log.array(), 0, log.size());
    return this;
  }

  /** The group's bytes so far. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private static void pair(ByteSink out, int tag, LogField field) {
    byte[] key = field.key().getBytes(UTF_8);
    byte[] value = field.value().getBytes(UTF_8);
    out.put(tag);
    out.varint(
        2L + varintBytes(key.length) + key.length + varintBytes(value.length) + value.length);
    out.put(LogGroupTags.KEY);
    out.block(key, 0, key.length);
    out.put(LogGroupTags.VALUE);
    out.block(value, 0, value.length);
  }

  private static void text(ByteSink out, int tag, String text) {
    out.put(tag);
    out.text(text);
  }

  private static int varintBytes(int value) {
    return value == 0 ? 1 : (38 - Integer.numberOfLeadingZeros(value)) / 7;
  }
}
