// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import io.tracingonsls.benchmarks.engine.ChildProcess;
import io.tracingonsls.benchmarks.engine.Results;
import io.tracingonsls.benchmarks.load.Arguments;
import io.tracingonsls.benchmarks.load.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Fills Lucene, DuckDB and the local Log Service's engine with the same spans, asks them the same questions, checks that they answer the
 * same, and prints what it cost as the Markdown table of docs/benchmarks.md. Every step is a process of its own, all with the same heap.
 *
 * <p>Arguments: {@code --folder}, {@code --spans}, {@code --repetitions}, {@code --heap}. A step whose result lies in the folder is not
 * run again; delete the folder to repeat.
 */
public final class CompareEngines {
  static final List<String> ENGINES = List.of("own", "lucene", "duckdb");
  private static final Duration STEP_LIMIT = Duration.ofMinutes(30);

  private final Report report = new Report();
  private final Path folder;
  private final Results results;
  private final String heap;

  private CompareEngines(Path folder, String heap) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.results = new Results(folder.resolve("results"));
    this.heap = heap;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    Arguments arguments = Arguments.parse(
        args,
        Map.of(
            "folder", "/tmp/compare-engines",
            "spans", "2000000",
            "repetitions", "100",
            "heap", "1g"));
    CompareEngines comparison =
        new CompareEngines(Path.of(arguments.text("folder")), arguments.text("heap"));
    String spans = arguments.text("spans");
    for (String set : List.of("day", "P1")) {
      comparison.measure(set, spans, arguments.text("repetitions"));
      new CompareTable(comparison.results, set + "-" + spans)
          .lines()
          .forEach(line -> comparison.report.line("%s", line));
    }
  }

  private void measure(String set, String spans, String repetitions) throws IOException {
    Path input = folder.resolve(set + "-" + spans + ".bin");
    for (String engine : ENGINES) {
      String name = engine + "-" + set + "-" + spans;
      Path data = folder.resolve(name);
      step("generate-" + set + "-" + spans, "generate", engine, input.toString(), set, spans);
      step("ingest-" + name, "ingest", engine, data.toString(), input.toString());
      step("query-" + name, "query", engine, data.toString(), set, spans, repetitions);
    }
  }

  private void step(String name, String... arguments) throws IOException {
    if (!results.has(name)) {
      report.line("… %s", name);
      try (ChildProcess child =
          ChildProcess.start(STEP_LIMIT, heap, CompareStep.class, arguments)) {
        results.write(name, child.figures(null));
      }
    }
  }
}
