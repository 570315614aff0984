// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.logs;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as comma-separated values by RFC 4180. */
public final class CsvText {
  /** A spreadsheet takes what begins like this for a formula; a quote before it makes it a text. */
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private static final String NUMBER = "[+-]?[0-9.]+([eE][+-]?[0-9]+)?";

  private CsvText() {}

  /** A heading and one record for each row; what a row has not is empty. */
  public static String render(List<String> columns, List<Map<String, String>> rows) {
    StringBuilder text = new StringBuilder();
    append(text, columns);
    for (Map<String, String> row : rows) {
      append(text, columns.stream().map(column -> row.getOrDefault(column, "")).toList());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(CsvText::cell).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String cell(String value) {
    boolean formula =
        !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0 && !value.matches(NUMBER);
    String safe = formula ? "'" + value : value;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
