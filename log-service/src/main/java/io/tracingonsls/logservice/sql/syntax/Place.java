// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.search.QueryException;

/**
 * Where something stands in the SQL text; both count from 1.
 *
 * @param line the line
 * @param column the column, in UTF-16 units
 */
public record Place(int line, int column) {
  /** For what the text does not contain. */
  public static final Place START = new Place(1, 1);

  /** An error about what stands here. */
  public QueryException error(String message) {
    return QueryException.invalid("line " + line + ":" + column + ": " + message);
  }

  /** A construct of the dialect that this service does not have. */
  public QueryException unsupported(String construct) {
    return error(construct + " is not supported");
  }
}
