// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

/**
 * Identifies a stored column of a segment.
 *
 * @param kind what it holds
 * @param field name of the field; empty for {@link ColumnKind#SHAPE} and {@link ColumnKind#EXTRAS}
 * @param path dotted path of a leaf; empty for other kinds (and for a leaf whose key is empty)
 */
public record ColumnKey(ColumnKind kind, String field, String path) {
  /** The shapes of the logs. */
  public static final ColumnKey SHAPE = new ColumnKey(ColumnKind.SHAPE, "", "");

  /** Values without column. */
  public static final ColumnKey EXTRAS = new ColumnKey(ColumnKind.EXTRAS, "", "");

  /** A column of a whole field. */
  public static ColumnKey of(ColumnKind kind, String field) {
    return new ColumnKey(kind, field, "");
  }
}
