// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

/** Types of the values in random statements: String, Long, Double and Boolean; null is NULL. */
enum Kind {
  TEXT,
  LONG,
  DOUBLE,
  BOOL;

  boolean isNumber() {
    return this == LONG || this == DOUBLE;
  }
}
