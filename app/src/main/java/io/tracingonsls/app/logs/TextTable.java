// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import java.util.List;
import java.util.Map;

/** Rows as aligned columns; control characters become spaces, so that a stored value can't move the cursor. */
public final class TextTable {
  private static final int WIDEST = 60;

  private TextTable() {}

  /** A heading and one line for each row; long cells are cut. */
  public static String render(List<String> columns, List<Map<String, String>> rows) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < columns.size(); c++) {
      widths[c] = columns.get(c).length();
      for (Map<String, String> row : rows) {
        widths[c] = Math.max(widths[c], cell(row, columns.get(c)).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < columns.size(); c++) {
      append(text, columns.get(c), widths[c], c == columns.size() - 1);
    }
    for (Map<String, String> row : rows) {
      for (int c = 0; c < columns.size(); c++) {
        append(text, cell(row, columns.get(c)), widths[c], c == columns.size() - 1);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String cell, int width, boolean last) {
    text.append(cell);
    if (last) {
      text.append('\n');
    } else {
      text.append(" ".repeat(width - cell.length() + 2));
    }
  }

  private static String cell(Map<String, String> row, String column) {
    String value = printable(row.getOrDefault(column, ""));
    return value.length() > WIDEST ? value.substring(0, WIDEST - 1) + "…" : value;
  }

  /** The text without what moves the cursor. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
  }
}
