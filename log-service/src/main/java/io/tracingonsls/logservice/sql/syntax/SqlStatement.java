// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import java.util.Map;

/**
 * A whole statement.
 *
 * @param settings what {@code set session name = value;} said before the query, names in lower case
 * @param query the query
 */
public record SqlStatement(Map<String, String> settings, SqlQuery query) {
  public SqlStatement {
    settings = Map.copyOf(settings);
  }
}
