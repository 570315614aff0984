// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/** What a stored column holds. */
public enum ColumnKind {
  /** Values of a field that are kept as they are. */
  FIELD(0),
  /** Templates of a field's values that were taken apart without loss. */
  TEMPLATE(1),
  /** Values of a field that are JSON but were not taken apart, because the segment has too many columns. */
  OVERFLOW(2),
  /** A visible leaf of a field's JSON values. */
  LEAF(3),
  /** An array below a field: needed for the text, invisible otherwise. */
  OPAQUE(4),
  /** Names of a log's fields in order, see {@link LogShape}. */
  SHAPE(5),
  /** Values of a log's fields that found no column, in order: see {@link LogShape}. */
  EXTRAS(6);

  private static final ColumnKind[] ALL = values();

  private final int code;

  ColumnKind(int code) {
    this.code = code;
  }

  /** The number that stands for the kind in files. */
  public int code() {
    return code;
  }

  /** The kind with the number. */
  public static ColumnKind ofCode(int code) {
    for (ColumnKind kind : ALL) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedBytesException("column kind: " + code);
  }
}
