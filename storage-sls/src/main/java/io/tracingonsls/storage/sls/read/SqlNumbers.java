// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.sls.layout.LogRow;

/** Numbers in the cells of SQL answers, which are all text. */
final class SqlNumbers {
  private SqlNumbers() {}

  /** A whole number; 0 for NULL or anything else. */
  static long whole(LogRow row, String column) {
    String text = row.text(column);
    if (text.isEmpty()) {
      return 0;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      return (long) decimal(row, column);
    }
  }

  /** A number; 0 for NULL or anything else. */
  static double decimal(LogRow row, String column) {
    try {
      return row.text(column).isEmpty() ? 0 : Double.parseDouble(row.text(column));
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
