// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.storage.SamplingStore.Throughput;
import java.util.List;

/** Rows of adaptive sampling: one per collector, window, service, operation and probability. Fields are named as in the value. */
public final class ThroughputRows {
  /** The fields of a row. */
  public static final List<String> COLUMNS = List.of(
      "collector", "window_start", "service_name", "operation_name", "span_count", "probability");

  private static final byte LOGS = 0x0a;
  private static final byte TIME = 0x08;

  private ThroughputRows() {}

  /** A LogGroup; every log carries the present time. */
  public static byte[] encode(List<Throughput> rows, long nowSeconds) {
    List<FieldName> names = COLUMNS.stream().map(FieldName::new).toList();
    RowBytes group = new RowBytes(128 * rows.size());
    RowBytes log = new RowBytes(256);
    for (Throughput row : rows) {
      log.clear();
      log.put(TIME).varint(nowSeconds);
      names.get(0).text(log, row.collector());
      names.get(1).decimal(log, row.windowStartSeconds());
      names.get(2).text(log, row.service());
      names.get(3).text(log, row.operation());
      names.get(4).decimal(log, row.count());
      names.get(5).text(log, Double.toString(row.probability()));
      group.put(LOGS).varint(log.size()).put(log);
    }
    return group.toByteArray();
  }

  public static Throughput decode(LogRow row) {
    double probability;
    try {
      probability = Double.parseDouble(row.text("probability"));
    } catch (NumberFormatException unreadable) {
      probability = 0;
    }
    return new Throughput(
        raw(row, "collector"),
        RowTimes.number(row.text("window_start")),
        raw(row, "service_name"),
        raw(row, "operation_name"),
        RowTimes.number(row.text("span_count")),
        probability);
  }

  private static String raw(LogRow row, String field) {
    String text = row.raw(field);
    return text == null ? "" : text;
  }

  public static String indexJson() {
    return IndexJson.throughput();
  }
}
