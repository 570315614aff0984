// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/**
 * One row of adaptive sampling: operations of one service, packed.
 *
 * @param part number of the row within what its collector wrote of the window
 * @param parts how many rows that is
 */
public record SamplingRow(
    String collector, String service, int part, int parts, String operations) {
  /** Reads a row; fields that are missing are empty or zero. */
  public static SamplingRow of(LogRow row) {
    return new SamplingRow(
        raw(row, SamplingRows.COLLECTOR),
        raw(row, SamplingRows.SERVICE),
        (int) RowTimes.number(row.text(SamplingRows.PART)),
        (int) RowTimes.number(row.text(SamplingRows.PARTS)),
        raw(row, SamplingRows.OPERATIONS));
  }

  private static String raw(LogRow row, String field) {
    String text = row.raw(field);
    return text == null ? "" : text;
  }
}
