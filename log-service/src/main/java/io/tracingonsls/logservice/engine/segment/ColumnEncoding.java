// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/** How the values of a column are stored. */
enum ColumnEncoding {
  /** As they are. */
  BYTES(0),
  /** Lower-case hex digits, two to a byte. */
  HEX(1),
  /** Canonical decimal integers, packed. */
  LONGS(2);

  private static final ColumnEncoding[] ALL = values();

  private final int code;

  ColumnEncoding(int code) {
    this.code = code;
  }

  /** The number that stands for the encoding in files. */
  int code() {
    return code;
  }

  static ColumnEncoding ofCode(int code) {
    for (ColumnEncoding encoding : ALL) {
      if (encoding.code == code) {
        return encoding;
      }
    }
    throw new MalformedBytesException("column encoding: " + code);
  }
}
