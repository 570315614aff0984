// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import io.tracingonsls.logservice.engine.AppendError;
import io.tracingonsls.logservice.engine.AppendException;

/**
 * Walks the fields of protobuf messages in place. A nested message is entered by moving {@link #end} and left by restoring it.
 * Not thread-safe.
 */
final class ProtoReader {
  private final byte[] bytes;
  int position;
  int end;

  ProtoReader(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  boolean more() {
    return position < end;
  }

  /** Next field's tag: field number and wire type. */
  int tag() {
    long tag = varint();
    if (tag <= 7 || tag > 0xFFFFFFFFL) {
      throw invalid("tag");
    }
    return (int) tag;
  }

  long varint() {
    if (position < end && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw invalid("truncated number");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw invalid("number of more than ten bytes");
  }

  /** Length of a length-delimited field; what follows is checked to be there. */
  int length() {
    long length = varint();
    if (length < 0 || length > end - position) {
      throw invalid("length beyond the end");
    }
    return (int) length;
  }

  int fixed32() {
    if (end - position < 4) {
      throw invalid("truncated number");
    }
    int value = (bytes[position] & 0xFF)
        | (bytes[position + 1] & 0xFF) << 8
        | (bytes[position + 2] & 0xFF) << 16
        | (bytes[position + 3] & 0xFF) << 24;
    position += 4;
    return value;
  }

  /** Skips a field that is not known. */
  void skip(int tag) {
    switch (tag & 7) {
      case 0 -> varint();
      case 1 -> advance(8);
      case 2 -> advance(length());
      case 5 -> advance(4);
      default -> throw invalid("wire type " + (tag & 7));
    }
  }

  private void advance(int count) {
    if (count > end - position) {
      throw invalid("truncated field");
    }
    position += count;
  }

  static AppendException invalid(String what) {
    return new AppendException(AppendError.BODY_INVALID, "LogGroup: malformed protobuf, " + what);
  }
}
