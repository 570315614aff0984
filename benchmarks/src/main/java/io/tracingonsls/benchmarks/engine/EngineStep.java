// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import io.tracingonsls.benchmarks.load.Report;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.LogstoreStats;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import io.tracingonsls.server.HostPort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * One step of {@link EngineBenchmark}, in a process of its own so that its CPU time and memory are nobody else's. Arguments: what to do,
 * and its arguments. Prints {@code name=value} lines; {@code main} of the benchmark reads them.
 */
public final class EngineStep {
  static final LogstoreName NAME = new LogstoreName("bench", "spans");
  private static final LogstoreOptions OPTIONS =
      new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, 1);
  private static final int IN_FLIGHT = 8;
  private static final Report REPORT = new Report();

  private EngineStep() {}

  /** See the class. */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "generate" ->
        InputFile.make(Path.of(args[1]), SpanSet.named(args[2], Long.parseLong(args[3])));
      case "ingest" -> ingest(Path.of(args[1]), Path.of(args[2]));
      case "query" ->
        query(
            Path.of(args[1]),
            SpanSet.named(args[2], Long.parseLong(args[3])),
            new QueryTimes(Integer.parseInt(args[4])),
            args.length > 5 ? args[5] : "");
      case "serve" -> serve(Path.of(args[1]));
      case "write" -> write(Path.of(args[1]), Path.of(args[2]), Long.parseLong(args[3]));
      case "replay" -> replay(Stream.of(args).skip(1).map(Path::of).toList());
      default -> throw new IllegalArgumentException("step: " + args[0]);
    }
  }

  private static void ingest(Path data, Path input) throws IOException {
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    try (ColumnEngine engine = ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC())) {
      Logstore store = engine.open(NAME, OPTIONS);
      long raw = append(store, input, Long.MAX_VALUE);
      store.flush();
      LogstoreStats stats = store.stats();
      figure("cpuSecondsPerMillion", (cpuNanos() - cpu) / 1e3 / stats.logs());
      figure("wallSeconds", (System.nanoTime() - wall) / 1e9);
      figure("logs", (double) stats.logs());
      figure("segments", stats.segments());
      figure("bytesPerSpan", (double) stats.segmentBytes() / stats.logs());
      figure("rawBytesPerSpan", (double) raw / stats.logs());
      figure("peakResidentMib", peakResidentMib());
    }
  }

  private static long append(Logstore store, Path input, long maxRawBytes) throws IOException {
    long raw = 0;
    Deque<CompletableFuture<Long>> pending = new ArrayDeque<>();
    try (InputFile file = InputFile.open(input)) {
      for (InputFile.Group group = file.next();
          group != null && raw < maxRawBytes;
          group = file.next()) {
        raw += group.rawLength();
        if (pending.size() == IN_FLIGHT) {
          pending.remove().join();
        }
        pending.add(append(
            store,
            new AppendRequest(group.body(), Codec.LZ4, group.rawLength(), 0, SpanSet.DAY_START)));
      }
    }
    pending.forEach(CompletableFuture::join);
    return raw;
  }

  private static CompletableFuture<Long> append(Logstore store, AppendRequest request) {
    while (true) {
      CompletableFuture<Long> result = store.append(request).toCompletableFuture();
      if (!result.isCompletedExceptionally()) {
        return result;
      }
      try {
        result.join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof AppendException refused)
            || !refused.error().retryable()) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** Asks all questions, or those whose name contains a text. */
  private static void query(Path data, SpanSet set, QueryTimes times, String wanted)
      throws IOException {
    long start = System.nanoTime();
    try (ColumnEngine engine = ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC())) {
      Logstore store = engine.open(NAME, OPTIONS);
      figure("openMillis", (System.nanoTime() - start) / 1e6);
      Stream.concat(
              new EngineQueries(store, set).all().stream(),
              new SqlQueries(store, set).all().stream())
          .filter(query -> query.name().contains(wanted))
          .forEach(times::measure);
      figure("cacheMib", engine.cacheBytes() / 1024.0 / 1024.0);
    }
    figure("peakResidentMib", peakResidentMib());
  }

  /** Serves until the standard input ends. */
  private static void serve(Path data) throws IOException {
    LocalLogServiceSettings settings = LocalLogServiceSettings.builder(data)
        .listen(new HostPort("127.0.0.1", 0))
        .build();
    try (LocalLogService service = LocalLogService.start(settings)) {
      line("target", service.target());
      line("endpoint", service.endpoint());
      line("ready", ManagementFactory.getRuntimeMXBean().getPid());
      int unused = System.in.read();
    }
  }

  /** Fills the open segment and waits to be killed. */
  private static void write(Path data, Path input, long rawBytes) throws IOException {
    long start = System.nanoTime();
    ColumnEngine engine = ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC());
    Logstore store = engine.open(NAME, OPTIONS);
    append(store, input, rawBytes);
    double seconds = (System.nanoTime() - start) / 1e9;
    figure("coldIngestLogsPerSecond", store.stats().openLogs() / seconds);
    line("ready", store.stats().openLogs());
    int unused = System.in.read();
  }

  /** Replays copies of the same journal in one process: what the first costs more is the start of a JVM. */
  private static void replay(List<Path> copies) throws IOException {
    for (Path data : copies) {
      String name = data.equals(copies.get(0)) ? "replay" : "replayWarm";
      long cpu = cpuNanos();
      long start = System.nanoTime();
      try (ColumnEngine engine =
          ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC())) {
        Logstore store = engine.open(NAME, OPTIONS);
        double seconds = (System.nanoTime() - start) / 1e9;
        LogstoreStats stats = store.stats();
        figure(name + "Millis", seconds * 1e3);
        figure(name + "Logs", (double) stats.openLogs());
        figure(name + "LogsPerSecond", stats.openLogs() / seconds);
        figure(name + "MbPerSecond", stats.journalBytes() / 1e6 / seconds);
        figure(name + "CpuMicrosPerLog", (cpuNanos() - cpu) / 1e3 / stats.openLogs());
      }
    }
  }

  /** Prints a figure. */
  public static void figure(String name, double value) {
    REPORT.line("%s=%.3f", name, value);
  }

  private static void line(String name, Object value) {
    REPORT.line("%s=%s", name, value);
  }

  /** CPU time of this process so far. */
  public static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** The most memory that this process held. */
  public static double peakResidentMib() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
