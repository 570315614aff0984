// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.SqlType;

/**
 * A column of the log as SQL sees it.
 *
 * @param source where its values come from
 * @param field the stored field; empty for the built-in columns
 * @param path the path inside the field's JSON object; empty unless {@code source} is LEAF
 * @param key the name under which the index configuration decides whether a row shows the value; empty for always
 * @param type bigint, double or varchar
 */
public record ScanColumn(Source source, String field, String path, String key, SqlType type) {
  /** Where values come from. */
  public enum Source {
    TIME,
    TIME_NANOS,
    FIELD,
    LEAF
  }
}
