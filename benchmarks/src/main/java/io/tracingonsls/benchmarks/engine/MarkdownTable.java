// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables of docs/benchmarks.md. */
final class MarkdownTable {
  private static final Map<String, String> TARGETS = Map.ofEntries(
      Map.entry("engine: trace by ID", "1"),
      Map.entry("search: trace by ID", "1"),
      Map.entry("engine: newest 20, 24 h", "2"),
      Map.entry("search: newest 20, 24 h", "2"),
      Map.entry("engine: services", "1"),
      Map.entry("SQL: services with counts", "1"),
      Map.entry("engine: p95 per minute, 1 h", "3"),
      Map.entry("SQL: p95 per minute, 1 h", "3"),
      Map.entry("SQL: dependency join, 24 h", "150"),
      Map.entry("reader: services", "1"),
      Map.entry("reader: dependency graph, 24 h", "150"));

  private static final String THOUSAND = "replay, thousand logs per second, ";

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
    row(lines, THOUSAND + "cold JVM", "", "replay", "replayLogsPerSecond", "k%.0f");
    row(lines, THOUSAND + "warm JVM", "", "replay", "replayWarmLogsPerSecond", "k%.0f");
    row(
        lines,
        "ingesting the same in a cold JVM, thousand logs per second",
        "",
        "replay",
        "coldIngestLogsPerSecond",
        "k%.0f");
    row(lines, "replay, CPU µs per log, cold JVM", "", "replay", "replayCpuMicrosPerLog", "%.1f");
    row(
        lines,
        "replay, CPU µs per log, warm JVM",
        "",
        "replay",
        "replayWarmCpuMicrosPerLog",
        "%.1f");
    lines.add("");
    lines.add(
        "p50 / p99 in a warm process [the same in CPU time of the asking thread]; first call in a fresh process [CPU]:");
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
    return pair(step, name, ".p50", ".p99") + " [" + pair(step, name, ".cpu", ".cpu99") + "]; "
        + figure(step, name + ".first", "%.0f") + " [" + figure(step, name + ".firstCpu", "%.0f")
        + "]";
  }

  private String pair(String step, String name, String median, String high) throws IOException {
    return figure(step, name + median, "%.2f") + " / " + figure(step, name + high, "%.2f");
  }
}
