// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import java.util.ArrayList;
import java.util.List;

/**
 * Encoded logs, ready to stand in a LogGroup: each is a length-delimited protobuf field 1. Concatenations are valid again. Immutable: the
 * array is never changed once it is here.
 */
public final class EncodedLogs {
  private final byte[] bytes;
  private final int from;
  private final int length;
  private final int logs;

  public EncodedLogs(byte[] bytes, int from, int length, int logs) {
    this.bytes = bytes;
    this.from = from;
    this.length = length;
    this.logs = logs;
  }

  /** Bytes that the logs take. */
  public int length() {
    return length;
  }

  public int logs() {
    return logs;
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, from, target, at, length);
  }

  /** The same logs in two parts of about half the logs each; needs at least two. */
  List<EncodedLogs> halves() {
    int first = logs / 2;
    int at = from;
    for (int i = 0; i < first; i++) {
      at = skipLog(at);
    }
    List<EncodedLogs> halves = new ArrayList<>(2);
    halves.add(new EncodedLogs(bytes, from, at - from, first));
    halves.add(new EncodedLogs(bytes, at, from + length - at, logs - first));
    return halves;
  }

  /** Behind the log that starts at {@code at}: tag, varint size, content. */
  private int skipLog(int at) {
    int position = at + 1;
    int size = 0;
    int shift = 0;
    byte b;
    do {
      b = bytes[position++];
      size |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return position + size;
  }
}
