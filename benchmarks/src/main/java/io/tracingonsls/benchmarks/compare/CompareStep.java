// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.compare;

import static io.tracingonsls.benchmarks.engine.EngineStep.figure;

import io.tracingonsls.benchmarks.engine.EngineStep;
import io.tracingonsls.benchmarks.engine.InputFile;
import io.tracingonsls.benchmarks.engine.QueryTimes;
import io.tracingonsls.benchmarks.engine.SpanSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One step of {@link CompareEngines} in a process of its own. Arguments: what to do, the engine, its folder, the input file or the set,
 * the number of spans, repetitions.
 */
final class CompareStep {
  /** So many groups have every attribute of both sets. */
  private static final int SAMPLE_GROUPS = 4;

  private CompareStep() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[2]);
    switch (args[0]) {
      case "generate" -> InputFile.make(folder, SpanSet.named(args[3], Long.parseLong(args[4])));
      case "ingest" -> ingest(args[1], folder, Path.of(args[3]));
      case "query" ->
        query(
            args[1],
            folder,
            SpanSet.named(args[3], Long.parseLong(args[4])),
            Integer.parseInt(args[5]));
      default -> throw new IllegalArgumentException("step: " + args[0]);
    }
  }

  private static void ingest(String engine, Path folder, Path input) throws IOException {
    List<Log> sample = engine.equals("duckdb") ? sample(input) : List.of();
    long cpu = EngineStep.cpuNanos();
    long wall = System.nanoTime();
    long spans = 0;
    try (ComparedStore store = open(engine, folder, true, sample);
        InputFile file = InputFile.open(input)) {
      for (InputFile.Group group = file.next(); group != null; group = file.next()) {
        store.add(group);
      }
      store.finish();
    }
    long used = EngineStep.cpuNanos() - cpu;
    double seconds = (System.nanoTime() - wall) / 1e9;
    try (ComparedStore store = open(engine, folder, false, List.of())) {
      spans = store.newestTraces(null, SpanSet.DAY_END - 60) > 0 ? count(input) : -1;
    }
    figure("cpuSecondsPerMillion", used / 1e3 / spans);
    figure("wallSeconds", seconds);
    figure("bytesPerSpan", (double) bytes(folder) / spans);
    figure("peakResidentMib", EngineStep.peakResidentMib());
  }

  private static List<Log> sample(Path input) throws IOException {
    List<Log> sample = new ArrayList<>();
    try (InputFile file = InputFile.open(input)) {
      InputFile.Group group = file.next();
      for (int i = 0; i < SAMPLE_GROUPS && group != null; i++) {
        sample.addAll(Log.of(group));
        group = file.next();
      }
    }
    return sample;
  }

  private static long count(Path input) throws IOException {
    long spans = 0;
    try (InputFile file = InputFile.open(input)) {
      for (InputFile.Group group = file.next(); group != null; group = file.next()) {
        spans += Log.count(group);
      }
    }
    return spans;
  }

  private static void query(String engine, Path folder, SpanSet set, int repetitions)
      throws IOException {
    try (ComparedStore store = open(engine, folder, false, List.of())) {
      QueryTimes times = new QueryTimes(repetitions);
      Questions.of(store, set).forEach(times::measure);
    }
    figure("peakResidentMib", EngineStep.peakResidentMib());
  }

  private static ComparedStore open(String engine, Path folder, boolean writing, List<Log> sample)
      throws IOException {
    return switch (engine) {
      case "own" -> new OwnStore(folder);
      case "lucene" -> new LuceneStore(folder, writing);
      case "duckdb" -> new DuckStore(folder, writing ? sample : null);
      default ->
        throw new IllegalArgumentException(
            "engine: " + engine + " (expected: own, lucene or duckdb)");
    };
  }

  /** What is kept: not our journal, of which a part is kept for consumers that pull, as the others' logs are cut at the end. */
  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.toString().contains("/journal/"))
          .mapToLong(file -> {
            try {
              return Files.size(file);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          })
          .sum();
    }
  }
}
