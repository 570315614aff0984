// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.Results;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The comparison of docs/benchmarks.md for one set of spans. */
final class CompareTable {
  private final Results results;
  private final String set;

  CompareTable(Results results, String set) {
    this.results = results;
    this.set = set;
  }

  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("| " + set + " | own columns | Lucene | DuckDB |");
    lines.add("|---|---|---|---|");
    lines.add(row("CPU-s per million spans", "ingest", "cpuSecondsPerMillion", "%.1f"));
    lines.add(row("seconds to ingest", "ingest", "wallSeconds", "%.0f"));
    lines.add(row("bytes per span on disk", "ingest", "bytesPerSpan", "%.0f"));
    lines.add(row("peak RSS while ingesting, MiB", "ingest", "peakResidentMib", "%.0f"));
    lines.add(row("peak RSS while asking, MiB", "query", "peakResidentMib", "%.0f"));
    for (String figure : results.read("query-own-" + set).keySet()) {
      if (figure.endsWith(".p50")) {
        lines.add(question(figure.substring(0, figure.length() - ".p50".length())));
      }
    }
    return lines;
  }

  private double figure(String step, String engine, String figure) throws IOException {
    return Double.parseDouble(
        results.read(step + "-" + engine + "-" + set).getOrDefault(figure, "NaN"));
  }

  private String row(String title, String step, String figure, String format) throws IOException {
    StringBuilder row = new StringBuilder("| ").append(title);
    for (String engine : CompareEngines.ENGINES) {
      row.append(" | ").append(String.format(Locale.ROOT, format, figure(step, engine, figure)));
    }
    return row.append(" |").toString();
  }

  /** p50 / p99 (mean CPU of the process; first call), and the answers when they are not the same. */
  private String question(String name) throws IOException {
    StringBuilder row = new StringBuilder("| ").append(name).append(", ms");
    Set<Double> answers = new HashSet<>();
    for (String engine : CompareEngines.ENGINES) {
      row.append(String.format(
          Locale.ROOT,
          " | %.2f / %.2f (%.2f; %.0f)",
          figure("query", engine, name + ".p50"),
          figure("query", engine, name + ".p99"),
          figure("query", engine, name + ".processCpu"),
          figure("query", engine, name + ".first")));
      answers.add(figure("query", engine, name + ".answer"));
    }
    return row.append(answers.size() == 1 ? " |" : " | answers differ: " + answers)
        .toString();
  }
}
