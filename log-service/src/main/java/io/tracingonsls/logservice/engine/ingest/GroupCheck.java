// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.bytes.Utf8;
import java.util.ArrayList;
import java.util.List;

/** One pass over a LogGroup that checks structure, required members, UTF-8 and limits. */
final class GroupCheck {
  /** Tags are repeated for every log when read, and are few by nature. */
  private static final int MAX_TAGS = 1000;

  private static final int MAX_NANOS = 999_999_999;

  private final byte[] raw;
  private final AppendLimits limits;
  private final ProtoReader in;
  private final List<LogField> tags = new ArrayList<>();
  private String topic = "";
  private String source = "";
  private int logCount;
  private long minSeconds = Long.MAX_VALUE;
  private long maxSeconds = Long.MIN_VALUE;

  GroupCheck(byte[] raw, AppendLimits limits) {
    this.raw = raw;
    this.limits = limits;
    this.in = new ProtoReader(raw);
  }

  CheckedGroup run() {
    while (in.more()) {
      int tag = in.tag();
      switch (tag) {
        case LogGroupTags.LOGS -> log();
        case LogGroupTags.TOPIC -> topic = text(limits.maxValueBytes());
        case LogGroupTags.SOURCE -> source = text(limits.maxValueBytes());
        case LogGroupTags.TAGS -> groupTag();
        default -> in.skip(tag);
      }
    }
    byte[] header = new GroupHeader(topic, source, tags).encode();
    return new CheckedGroup(raw, header, logCount, minSeconds, maxSeconds);
  }

  private void log() {
    if (++logCount > limits.maxLogs()) {
      throw new AppendException(
          AppendError.TOO_LARGE,
          "LogGroup: too many logs (expected: at most " + limits.maxLogs() + ")");
    }
    int outer = enter();
    long seconds = -1;
    while (in.more()) {
      int tag = in.tag();
      switch (tag) {
        case LogGroupTags.TIME -> seconds = in.varint() & 0xFFFFFFFFL;
        case LogGroupTags.CONTENTS -> pair(false);
        case LogGroupTags.NANOS -> nanos();
        default -> in.skip(tag);
      }
    }
    in.end = outer;
    if (seconds < 0) {
      throw invalid("a log without time");
    }
    minSeconds = Math.min(minSeconds, seconds);
    maxSeconds = Math.max(maxSeconds, seconds);
  }

  private void nanos() {
    int nanos = in.fixed32();
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw invalid("a nanosecond part of " + Integer.toUnsignedString(nanos));
    }
  }

  private void groupTag() {
    if (tags.size() >= MAX_TAGS) {
      throw invalid("more than " + MAX_TAGS + " tags");
    }
    pair(true);
  }

  private void pair(boolean keep) {
    int outer = enter();
    int keyStart = -1;
    int keyLength = 0;
    int valueStart = -1;
    int valueLength = 0;
    while (in.more()) {
      int tag = in.tag();
      if (tag == LogGroupTags.KEY) {
        keyLength = checked(limits.maxKeyBytes(), "key");
        keyStart = in.position - keyLength;
      } else if (tag == LogGroupTags.VALUE) {
        valueLength = checked(limits.maxValueBytes(), "value");
        valueStart = in.position - valueLength;
      } else {
        in.skip(tag);
      }
    }
    in.end = outer;
    if (keyStart < 0 || valueStart < 0) {
      throw invalid("a field without " + (keyStart < 0 ? "key" : "value"));
    }
    if (keep) {
      tags.add(new LogField(
          new String(raw, keyStart, keyLength, UTF_8),
          new String(raw, valueStart, valueLength, UTF_8)));
    }
  }

  private String text(int maxBytes) {
    int length = checked(maxBytes, "value");
    return new String(raw, in.position - length, length, UTF_8);
  }

  /** Moves behind a text and returns its length. */
  private int checked(int maxBytes, String what) {
    int length = in.length();
    if (length > maxBytes) {
      throw invalid("a " + what + " of " + length + " bytes (expected: at most " + maxBytes + ")");
    }
    if (!Utf8.valid(raw, in.position, length)) {
      throw invalid("a " + what + " that is not UTF-8");
    }
    in.position += length;
    return length;
  }

  private int enter() {
    int length = in.length();
    int outer = in.end;
    in.end = in.position + length;
    return outer;
  }

  private static AppendException invalid(String what) {
    return new AppendException(AppendError.BODY_INVALID, "LogGroup: " + what);
  }
}
