// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import io.tracingonsls.benchmarks.load.Report;
import io.tracingonsls.logservice.engine.AppendException;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.engine.EngineOptions;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.LogstoreName;
import io.tracingonsls.logservice.engine.LogstoreOptions;
import io.tracingonsls.logservice.engine.LogstoreStats;
import io.tracingonsls.logservice.engine.store.ColumnEngine;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.jpountz.lz4.LZ4Factory;

/**
 * Ingests the 24-hour set straight into the engine and asks it questions. Arguments: data folder (emptied by hand before), number
 * of spans (default 200,000), repetitions of each query (default 50).
 *
 * <p>Wall times mean little on a busy machine: the CPU time of the asking thread is printed beside
 * them. Prints CPU seconds of the whole process per million logs, bytes per log on disk, peak resident memory, replay time and query
 * latencies. The LogGroups are made and compressed beforehand, into a file, so that making them does not count.
 */
public final class EngineLoad {
  private static final Report REPORT = new Report();
  private static final LogstoreName NAME = new LogstoreName("bench", "spans");
  private static final LogstoreOptions OPTIONS =
      new LogstoreOptions(LogstoreOptions.FOREVER_DAYS, 0, 1);
  private static final int TRACES_PER_GROUP = 250;
  private static final int IN_FLIGHT = 8;

  private EngineLoad() {}

  /** See the class. */
  @SuppressWarnings("SystemOut") // a program's output
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int spans = args.length > 1 ? Integer.parseInt(args[1]) : 200_000;
    int repetitions = args.length > 2 ? Integer.parseInt(args[2]) : 50;
    int traces = spans / DaySpans.SPANS_PER_TRACE;
    Files.createDirectories(folder);
    Path input = folder.resolve("input-" + traces + ".bin");
    if (!Files.exists(input)) {
      generate(input, traces);
    }
    ingest(folder.resolve("data"), input, traces * DaySpans.SPANS_PER_TRACE);
    query(folder.resolve("data"), traces, repetitions);
  }

  private static void generate(Path input, int traces) throws IOException {
    DaySpans spans = new DaySpans(traces);
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(input)))) {
      for (int trace = 0; trace < traces; trace += TRACES_PER_GROUP) {
        byte[] raw = spans.group(trace, Math.min(TRACES_PER_GROUP, traces - trace));
        byte[] body = LZ4Factory.fastestInstance().fastCompressor().compress(raw);
        out.writeInt(raw.length);
        out.writeInt(body.length);
        out.write(body);
      }
    }
  }

  private static void ingest(Path data, Path input, int spans) throws IOException {
    long raw = 0;
    long cpu = cpuNanos();
    long wall = System.nanoTime();
    try (ColumnEngine engine = ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC());
        DataInputStream in =
            new DataInputStream(new BufferedInputStream(Files.newInputStream(input)))) {
      Logstore store = engine.open(NAME, OPTIONS);
      Deque<CompletableFuture<Long>> pending = new ArrayDeque<>();
      while (true) {
        int rawLength;
        try {
          rawLength = in.readInt();
        } catch (EOFException e) {
          break;
        }
        byte[] body = in.readNBytes(in.readInt());
        raw += rawLength;
        if (pending.size() == IN_FLIGHT) {
          pending.remove().join();
        }
        pending.add(
            append(store, new AppendRequest(body, Codec.LZ4, rawLength, 0, DaySpans.DAY_START)));
      }
      pending.forEach(CompletableFuture::join);
      report("acknowledged", spans, cpu, wall);
      store.flush();
      report("sealed", spans, cpu, wall);
      LogstoreStats stats = store.stats();
      print(
          "%d logs, %d segments, %.1f B/log on disk, %.0f B/log raw",
          stats.logs(),
          stats.segments(),
          (double) stats.segmentBytes() / spans,
          (double) raw / spans);
    }
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

  private static void report(String what, int spans, long cpu, long wall) throws IOException {
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    print(
        "%s: %.2f CPU-s per million logs, %.2f s wall, peak RSS %s",
        what, cpuSeconds * 1e6 / spans, (System.nanoTime() - wall) / 1e9, peakRss());
  }

  private static void query(Path data, int traces, int repetitions) throws IOException {
    long start = System.nanoTime();
    try (ColumnEngine engine = ColumnEngine.start(data, EngineOptions.DEFAULT, Clock.systemUTC())) {
      Logstore store = engine.open(NAME, OPTIONS);
      print("opened in %.0f ms", (System.nanoTime() - start) / 1e6);
      List<EngineQueries.Query> queries = new ArrayList<>(new EngineQueries(store, traces).all());
      queries.addAll(new SqlQueries(store, traces).all());
      for (EngineQueries.Query query : queries) {
        long[] nanos = new long[repetitions];
        long[] cpu = new long[repetitions];
        long check = 0;
        for (int i = 0; i < repetitions; i++) {
          long cpuBefore = threadCpuNanos();
          long before = System.nanoTime();
          check += query.run().applyAsLong(i);
          nanos[i] = System.nanoTime() - before;
          cpu[i] = threadCpuNanos() - cpuBefore;
        }
        long first = nanos[0];
        Arrays.sort(nanos);
        Arrays.sort(cpu);
        print(
            "%-28s first %8.2f  p50 %8.3f  p99 %8.3f ms  CPU p50 %8.3f ms  (check %d)",
            query.name(),
            first / 1e6,
            nanos[repetitions / 2] / 1e6,
            nanos[repetitions * 99 / 100] / 1e6,
            cpu[repetitions / 2] / 1e6,
            check);
      }
      print("cache %.1f MB, peak RSS %s", engine.cacheBytes() / 1e6, peakRss());
    }
  }

  private static long threadCpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static String peakRss() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return line.substring(6).strip();
      }
    }
    return "unknown";
  }

  private static void print(String format, Object... values) {
    REPORT.line(format, values);
  }
}
