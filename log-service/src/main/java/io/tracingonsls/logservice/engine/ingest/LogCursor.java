// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import java.util.Arrays;

/**
 * Steps through the logs of a {@link CheckedGroup} and gives the places of their keys and values in the group's bytes. The
 * arrays are reused for every log. Not thread-safe.
 */
public final class LogCursor {
  private final ProtoReader in;
  private int outerEnd;
  private long seconds;
  private int nanos;
  private int fieldCount;
  private int[] keyStart = new int[32];
  private int[] keyLength = new int[32];
  private int[] valueStart = new int[32];
  private int[] valueLength = new int[32];

  /** Starts before the first log. */
  public LogCursor(CheckedGroup group) {
    in = new ProtoReader(group.raw());
    outerEnd = in.end;
  }

  /** Moves to the next log; false at the end. */
  public boolean next() {
    in.end = outerEnd;
    while (in.more()) {
      int tag = in.tag();
      if (tag == LogGroupTags.LOGS) {
        int length = in.length();
        outerEnd = in.end;
        in.end = in.position + length;
        readLog();
        return true;
      }
      in.skip(tag);
    }
    return false;
  }

  private void readLog() {
    fieldCount = 0;
    nanos = -1;
    while (in.more()) {
      int tag = in.tag();
      switch (tag) {
        case LogGroupTags.TIME -> seconds = in.varint() & 0xFFFFFFFFL;
        case LogGroupTags.CONTENTS -> readField();
        case LogGroupTags.NANOS -> nanos = in.fixed32();
        default -> in.skip(tag);
      }
    }
  }

  private void readField() {
    int length = in.length();
    int logEnd = in.end;
    in.end = in.position + length;
    if (fieldCount == keyStart.length) {
      grow();
    }
    while (in.more()) {
      int tag = in.tag();
      if (tag == LogGroupTags.KEY) {
        keyLength[fieldCount] = in.length();
        keyStart[fieldCount] = in.position;
        in.position += keyLength[fieldCount];
      } else if (tag == LogGroupTags.VALUE) {
        valueLength[fieldCount] = in.length();
        valueStart[fieldCount] = in.position;
        in.position += valueLength[fieldCount];
      } else {
        in.skip(tag);
      }
    }
    fieldCount++;
    in.end = logEnd;
  }

  private void grow() {
    int size = keyStart.length * 2;
    keyStart = Arrays.copyOf(keyStart, size);
    keyLength = Arrays.copyOf(keyLength, size);
    valueStart = Arrays.copyOf(valueStart, size);
    valueLength = Arrays.copyOf(valueLength, size);
  }

  /** Where the log ends in the group's bytes. */
  public int position() {
    return in.position;
  }

  /** Time of the log in unix seconds. */
  public long seconds() {
    return seconds;
  }

  /** Nanosecond part, or -1. */
  public int nanos() {
    return nanos;
  }

  /** Number of fields of the log. */
  public int fieldCount() {
    return fieldCount;
  }

  /** Where the key of field {@code i} starts. */
  public int keyStart(int i) {
    return keyStart[i];
  }

  /** Length of the key of field {@code i}. */
  public int keyLength(int i) {
    return keyLength[i];
  }

  /** Where the value of field {@code i} starts. */
  public int valueStart(int i) {
    return valueStart[i];
  }

  /** Length of the value of field {@code i}. */
  public int valueLength(int i) {
    return valueLength[i];
  }
}
