// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.benchmarks.load.Arguments;
import io.tracingonsls.benchmarks.load.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the local Log Service: ingestion directly and through HTTP with signatures, size on disk, memory, replay after {@code kill -9}, and
 * queries, on the 24-hour set and on load profile P1, and how all of it grows. Every step is a process with a heap of 256 MB.
 * Prints the Markdown table of docs/benchmarks.md.
 *
 * <p>Arguments: {@code --folder}, {@code --spans}, {@code --growth} (spans of the large day; 0 for none), {@code --repetitions}. A step
 * whose result lies in the folder is not run again; delete {@code results/} there, or a file of it, to repeat.
 */
public final class EngineBenchmark {
  private static final Duration STEP_LIMIT = Duration.ofMinutes(20);
  /** Less than makes a full segment, so that nothing of it is sealed when the process is killed. */
  private static final long REPLAY_RAW_BYTES = 36L << 20;

  /** In one process, the last of which finds compiled code. */
  private static final int REPLAYS = 4;

  private final Report report = new Report();
  private final Path folder;
  private final Results results;
  private final String repetitions;

  private EngineBenchmark(Path folder, String repetitions) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.results = new Results(folder.resolve("results"));
    this.repetitions = repetitions;
  }

  /** See the class. */
  public static void main(String[] args) throws IOException {
    Arguments arguments = Arguments.parse(
        args,
        Map.of(
            "folder", "/tmp/engine-benchmark",
            "spans", "2000000",
            "growth", "10000000",
            "repetitions", "200"));
    EngineBenchmark benchmark =
        new EngineBenchmark(Path.of(arguments.text("folder")), arguments.text("repetitions"));
    long spans = arguments.number("spans");
    benchmark.measure("day", spans, true);
    benchmark.measure("P1", spans, true);
    if (arguments.number("growth") > 0) {
      benchmark.measure("day", arguments.number("growth"), false);
    }
    new MarkdownTable(benchmark.results, spans, arguments.number("growth"))
        .lines()
        .forEach(line -> benchmark.report.line("%s", line));
  }

  private void measure(String set, long spans, boolean everything) throws IOException {
    String name = set + "-" + spans;
    Path input = folder.resolve(name + ".bin");
    Path data = folder.resolve(name);
    step("ingest-" + name, () -> {
      generate(input, set, spans);
      clear(data);
      return run("ingest", data.toString(), input.toString());
    });
    step(
        "query-" + name,
        () -> run("query", data.toString(), set, Long.toString(spans), repetitions));
    if (everything) {
      step("http-" + name, () -> http(input, set, spans));
      step("replay-" + name, () -> replay(input, set, spans));
    }
  }

  private Map<String, String> http(Path input, String set, long spans) throws IOException {
    generate(input, set, spans);
    Path data = folder.resolve("http");
    clear(data);
    Map<String, String> figures = HttpIngest.run(data, input, spans, STEP_LIMIT);
    clear(data);
    return figures;
  }

  private Map<String, String> replay(Path input, String set, long spans) throws IOException {
    generate(input, set, spans);
    Map<String, String> figures = new LinkedHashMap<>();
    List<String> arguments = new ArrayList<>(List.of("replay"));
    for (int copy = 0; copy < REPLAYS; copy++) {
      Path data = folder.resolve("replay-" + copy);
      clear(data);
      try (ChildProcess writer = ChildProcess.start(
          STEP_LIMIT,
          "write",
          data.toString(),
          input.toString(),
          Long.toString(REPLAY_RAW_BYTES))) {
        figures.putAll(writer.figures("ready"));
        writer.kill();
      }
      arguments.add(data.toString());
    }
    figures.putAll(run(arguments.toArray(String[]::new)));
    for (String data : arguments.subList(1, arguments.size())) {
      clear(Path.of(data));
    }
    return figures;
  }

  private static void generate(Path input, String set, long spans) throws IOException {
    Map<String, String> unused = run("generate", input.toString(), set, Long.toString(spans));
  }

  private static Map<String, String> run(String... arguments) throws IOException {
    try (ChildProcess child = ChildProcess.start(STEP_LIMIT, arguments)) {
      return child.figures(null);
    }
  }

  /** A measurement. */
  @FunctionalInterface
  private interface Step {
    Map<String, String> run() throws IOException;
  }

  private void step(String name, Step step) throws IOException {
    if (!results.has(name)) {
      report.line("… %s", name);
      results.write(name, step.run());
    }
  }

  private static void clear(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
        for (Path file : all) {
          Files.delete(file);
        }
      }
    }
  }
}
