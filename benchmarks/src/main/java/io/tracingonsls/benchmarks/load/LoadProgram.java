// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends spans to a collector and reports what they cost: CPU time of the server process per acknowledged span, answer times, memory, spans
 * and bytes per request to the store. Writes the ledger of acknowledged traces, which {@link QueryProgram} checks.
 */
public final class LoadProgram {
  private static final Map<String, String> DEFAULTS = Map.ofEntries(
      Map.entry("server", "http://127.0.0.1:14268"),
      Map.entry("admin", "http://127.0.0.1:14269"),
      Map.entry("pid", "0"),
      Map.entry("profile", "P1"),
      Map.entry("connections", "8"),
      Map.entry("warm-up", "50000"),
      Map.entry("spans", "200000"),
      Map.entry("rate", "0"),
      Map.entry("seed", "1"),
      Map.entry("bodies", "64"),
      Map.entry("puts-metric", "storage_sls_put_logs_total"),
      Map.entry("bytes-metric", "storage_sls_put_logs_bytes_total"),
      Map.entry("ledger", ""));

  private final Arguments arguments;
  private final Profile profile;
  private final URI server;
  private final List<List<SpanBody>> bodies = new ArrayList<>();
  private final AtomicLong nextLow = new AtomicLong(1);
  private final long high = Clock.systemUTC().millis();
  private final Ledger ledger = new Ledger();
  private final Report report = new Report();

  private LoadProgram(Arguments arguments) {
    this.arguments = arguments;
    this.profile = Profile.named(arguments.text("profile"));
    this.server = URI.create(arguments.text("server"));
    for (int c = 0; c < arguments.number("connections"); c++) {
      ThriftBodies maker = new ThriftBodies(profile, arguments.number("seed") + c);
      List<SpanBody> own = new ArrayList<>();
      for (int i = 0; i < arguments.number("bodies"); i++) {
        own.add(maker.next());
      }
      bodies.add(own);
    }
  }

  public static void main(String[] arguments) throws Exception {
    new LoadProgram(Arguments.parse(arguments, DEFAULTS)).run();
  }

  private void run() throws IOException, InterruptedException {
    send(arguments.number("warm-up"));
    long pid = arguments.number("pid");
    ProcessFigures process = pid == 0 ? null : new ProcessFigures(pid);
    Metrics metrics = new Metrics(URI.create(arguments.text("admin")));
    double putsBefore = metrics.sum(arguments.text("puts-metric"));
    double bytesBefore = metrics.sum(arguments.text("bytes-metric"));
    long acknowledgedBefore = ledger.spans();
    long cpuBefore = process == null ? 0 : process.cpuMicros();
    long begin = System.nanoTime();
    List<Sender> senders = send(arguments.number("spans"));
    double seconds = (System.nanoTime() - begin) / 1e9;
    long spans = ledger.spans() - acknowledgedBefore;
    reportSending(senders, spans, seconds);
    if (process != null) {
      report.figure(
          "CPU per acknowledged span",
          "%.2f µs",
          (process.cpuMicros() - cpuBefore) / (double) spans);
      report.figure(
          "resident now, at most",
          "%d MiB, %d MiB",
          process.residentMib(),
          process.peakResidentMib());
    }
    double puts = metrics.sum(arguments.text("puts-metric")) - putsBefore;
    double bytes = metrics.sum(arguments.text("bytes-metric")) - bytesBefore;
    report.figure("spans per PutLogs", "%.0f (%.0f requests)", spans / puts, puts);
    report.figure("raw bytes per span sent", "%.0f", bytes / spans);
    if (!arguments.text("ledger").isEmpty()) {
      ledger.save(Path.of(arguments.text("ledger")));
    }
  }

  private void reportSending(List<Sender> senders, long spans, double seconds) {
    Latencies latencies = new Latencies();
    TreeMap<Integer, Long> statuses = new TreeMap<>();
    for (Sender sender : senders) {
      latencies.addAll(sender.latencies());
      sender.statuses().forEach((status, count) -> statuses.merge(status, count, Long::sum));
      if (sender.failure() != null) {
        report.figure("connection failed", "%s", sender.failure());
      }
    }
    report.figure(
        "acknowledged", "%d spans in %.1f s, %.0f per second", spans, seconds, spans / seconds);
    report.figure(
        "bytes per span received",
        "%d",
        bodies.get(0).get(0).bytes().length / profile.spansPerRequest());
    report.figure("statuses", "%s", statuses);
    report.figure("answer times", "%s", latencies);
  }

  private List<Sender> send(long spans) throws InterruptedException {
    AtomicLong budget = new AtomicLong(spans);
    long rate = arguments.number("rate");
    long pace = rate == 0 ? 0 : 1_000_000_000L * profile.spansPerRequest() * bodies.size() / rate;
    List<Sender> senders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (List<SpanBody> own : bodies) {
      Sender sender = new Sender(server, own, budget, nextLow, high, pace, ledger);
      senders.add(sender);
      Thread thread = new Thread(sender, "sender-" + threads.size());
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return senders;
  }
}
