// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of docs/benchmarks.md. */
final class MarkdownTable {
  private static final Map<String, String> TARGETS = Map.of(
      "engine: trace by ID", "1",
      "search: trace by ID", "1",
      "engine: newest 20, 24 h", "2",
      "search: newest 20, 24 h", "2",
      "engine: services", "1",
      "SQL: services with counts", "1",
      "engine: p95 per minute, 1 h", "3",
      "SQL: p95 per minute, 1 h", "3",
      "SQL: dependency join, 24 h", "150");

  private final Results results;
  private final String day;
  private final String p1;
  private final String large;
  private final long growth;

  MarkdownTable(Results results, long spans, long growth) {
    this.results = results;
    this.day = "day-" + spans;
    this.p1 = "P1-" + spans;
    this.large = "day-" + growth;
    this.growth = growth;
  }

  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(head(""));
    lines.add(growth > 0 ? "|---|---|---|---|---|" : "|---|---|---|---|");
    row(lines, "CPU-s per million spans, engine", "6", "ingest", "cpuSecondsPerMillion", "%.2f");
    row(
        lines,
        "CPU-s per million, HTTP with signature",
        "9",
        "http",
        "cpuSecondsPerMillion",
        "%.2f");
    row(lines, "bytes per span on disk", "65", "ingest", "bytesPerSpan", "%.1f");
    row(lines, "bytes per span as protobuf", "", "ingest", "rawBytesPerSpan", "%.0f");
    row(lines, "segments", "", "ingest", "segments", "%.0f");
    row(lines, "peak RSS while ingesting, MiB", "500", "ingest", "peakResidentMib", "%.0f");
    row(lines, "peak RSS of the service (HTTP), MiB", "500", "http", "peakResidentMib", "%.0f");
    row(lines, "peak RSS while querying, MiB", "500", "query", "peakResidentMib", "%.0f");
    row(lines, "open a sealed store, ms", "", "query", "openMillis", "%.0f");
    row(lines, "replay after kill -9, logs", "", "replay", "replayLogs", "%.0f");
    row(lines, "replay, ms with a cold JVM", "", "replay", "replayMillis", "%.0f");
    row(lines, "replay, thousand logs per second", "", "replay", "replayLogsPerSecond", "k%.0f");
    row(lines, "replay, MB of journal per second", "", "replay", "replayMbPerSecond", "%.1f");
    lines.add("");
    lines.add("p50 / p99 (CPU p50; first call in a fresh process):");
    lines.add("");
    lines.add(head("query, ms"));
    lines.add(growth > 0 ? "|---|---|---|---|---|" : "|---|---|---|---|");
    for (String name : results.read("query-" + day).keySet()) {
      if (name.endsWith(".p50")) {
        query(lines, name.substring(0, name.length() - ".p50".length()));
      }
    }
    return lines;
  }

  private String head(String title) {
    return "| " + title + " | target | 24-hour set | P1 |"
        + (growth > 0 ? " 24-hour set of " + growth + " |" : "");
  }

  private String cells(Cell cell) throws IOException {
    return " | " + cell.of(day) + " | " + cell.of(p1) + " |"
        + (growth > 0 ? " " + cell.of(large) + " |" : "");
  }

  /** The content of a table's cell for one set. */
  @FunctionalInterface
  private interface Cell {
    String of(String set) throws IOException;
  }

  private static String atMost(String target) {
    return target.isEmpty() ? "" : "≤ " + target;
  }

  private void row(
      List<String> lines, String title, String target, String step, String figure, String format)
      throws IOException {
    lines.add("| " + title + " | " + atMost(target)
        + cells(set -> figure(step + "-" + set, figure, format)));
  }

  private String figure(String step, String figure, String format) throws IOException {
    String value = results.read(step).get(figure);
    if (value == null) {
      return "–";
    }
    boolean thousands = format.startsWith("k");
    double number = Double.parseDouble(value) / (thousands ? 1000 : 1);
    return String.format(Locale.ROOT, thousands ? format.substring(1) : format, number);
  }

  private void query(List<String> lines, String name) throws IOException {
    lines.add("| " + name + " | " + atMost(TARGETS.getOrDefault(name, ""))
        + cells(set -> latency("query-" + set, name)));
  }

  private String latency(String step, String name) throws IOException {
    if ("NaN".equals(results.read(step).get(name + ".p50"))) {
      return "refused";
    }
    return figure(step, name + ".p50", "%.2f") + " / " + figure(step, name + ".p99", "%.2f") + " ("
        + figure(step, name + ".cpu", "%.2f") + "; " + figure(step, name + ".first", "%.0f") + ")";
  }
}
