// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * Sends spans to a collector and reports what they cost: CPU time of the server process per span, cold and warm, answer times, memory, spans
 * and bytes per request to the store. Writes the ledger of acknowledged traces, which {@link QueryProgram} checks.
 */
public final class LoadProgram {
  private static final Map<String, String> DEFAULTS = Map.ofEntries(
      Map.entry("protocol", "thrift-http"),
      Map.entry("gzip", "false"),
      Map.entry("port", "0"),
      Map.entry("port-offset", "0"),
      Map.entry("admin-port", "14269"),
      Map.entry("store-admin-port", "12691"),
      Map.entry("pid", "0"),
      Map.entry("profile", "P1"),
      Map.entry("connections", "8"),
      Map.entry("warm-up", "50000"),
      Map.entry("spans", "200000"),
      Map.entry("rate", "0"),
      Map.entry("spread-hours", "0"),
      Map.entry("seed", "1"),
      Map.entry("bodies", "0"),
      Map.entry("counted", "jaeger_collector_spans_saved_by_svc_total"),
      Map.entry("ledger", ""));

  private final Arguments arguments;
  private final Protocol protocol;
  private final boolean gzip;
  private final Profile profile;
  private final Ledger ledger = new Ledger();
  private final Report report = new Report();

  private LoadProgram(Arguments arguments) {
    this.arguments = arguments;
    this.protocol = Protocol.named(arguments.text("protocol"));
    this.gzip = arguments.text("gzip").equals("true");
    this.profile = Profile.named(arguments.text("profile"));
  }

  public static void main(String[] arguments) throws Exception {
    new LoadProgram(Arguments.parse(arguments, DEFAULTS)).run();
  }

  private void run() throws IOException, InterruptedException {
    int offset = (int) arguments.number("port-offset");
    int port = (int) arguments.number("port");
    Load load = new Load(
        protocol,
        gzip,
        port == 0 ? protocol.port() + offset : port,
        profile,
        StartTimes.endingNow(
            arguments.number("spread-hours"),
            arguments.number("warm-up") + arguments.number("spans")),
        arguments.number("rate"),
        ledger);
    load.prepare(
        protocol.encoding(),
        (int) arguments.number("connections"),
        bodiesEach(),
        arguments.number("seed"));
    ServerFigures.Source source = new ServerFigures.Source(
        new ProcessFigures(pid()),
        new Metrics(shifted("admin-port", offset)),
        new Metrics(shifted("store-admin-port", offset)),
        arguments.text("counted"));
    ServerFigures before = ServerFigures.now(source);
    load.send(arguments.number("warm-up"));
    ServerFigures warm = ServerFigures.now(source);
    Load.Outcome outcome = load.send(arguments.number("spans"));
    ServerFigures after = ServerFigures.now(source);
    print(load, outcome, warm.since(before), after.since(warm), source.process());
    if (!arguments.text("ledger").isEmpty()) {
      ledger.save(Path.of(arguments.text("ledger")));
    }
  }

  /** Enough for every service of the profile, in two halves of its operations. */
  private int bodiesEach() {
    long asked = arguments.number("bodies");
    long connections = arguments.number("connections");
    return (int) (asked == 0 ? Math.max(64, 2L * profile.services() / connections) : asked);
  }

  private int shifted(String name, int offset) {
    int port = (int) arguments.number(name);
    return port == 0 ? 0 : port + offset;
  }

  /** Without a process to look at, the figures are those of this program: only the counts are of use then. */
  private long pid() {
    long pid = arguments.number("pid");
    return pid == 0 ? ProcessHandle.current().pid() : pid;
  }

  private void print(
      Load load,
      Load.Outcome outcome,
      ServerFigures cold,
      ServerFigures used,
      ProcessFigures process)
      throws IOException {
    double spans = used.counted();
    report.figure(
        "acknowledged, counted", "%d, %.0f in %.1f s", outcome.spans(), spans, outcome.seconds());
    report.figure("bytes per span received", "%.0f before compression", load.bytesPerSpan());
    report.figure("statuses", "%s", outcome.statuses());
    report.figure("answer times", "%s", outcome.latencies());
    report.figure("CPU per span, first spans", "%.2f µs", cold.cpuMicros() / cold.counted());
    report.figure("CPU per span", "%.2f µs", used.cpuMicros() / spans);
    used.cpuByThread().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(8)
        .forEach(
            entry -> report.figure("  " + entry.getKey(), "%.2f µs", entry.getValue() / spans));
    report.figure(
        "resident now, at most",
        "%d MiB, %d MiB",
        process.residentMib(),
        process.peakResidentMib());
    report.figure("spans per PutLogs", "%.0f (%.0f requests)", spans / used.puts(), used.puts());
    report.figure(
        "bytes per span sent",
        "%.0f raw, %.0f on the wire",
        used.rawBytes() / spans,
        used.wireBytes() / spans);
    report.line(
        "| %s%s | %s | %.1f | %.1f | %.0f | %.0f | %.1f | %.1f | %d |",
        protocol.text(),
        gzip ? " gzip" : "",
        arguments.text("profile"),
        cold.cpuMicros() / cold.counted(),
        used.cpuMicros() / spans,
        spans / outcome.seconds(),
        used.wireBytes() / spans,
        outcome.latencies().millisAt(0.5),
        outcome.latencies().millisAt(0.99),
        process.peakResidentMib());
  }
}
