// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a query server what a user would, from one client and from several, and prints latencies, calls to Log Service and CPU time as a
 * Markdown table; counts the ledger's traces on request.
 */
public final class QueryProgram {
  private static final Map<String, String> DEFAULTS = Map.ofEntries(
      Map.entry("server", "http://127.0.0.1:16686"),
      Map.entry("admin-port", "16687"),
      Map.entry("otlp", ""),
      Map.entry("ledger", ""),
      Map.entry("title", "Query"),
      Map.entry("clients", "1,8"),
      Map.entry("rounds", "100"),
      Map.entry("only", ""),
      Map.entry("pid", "0"),
      Map.entry("store-pid", "0"),
      Map.entry("memory", "false"),
      Map.entry("verify", "false"),
      Map.entry("seed", "1"),
      Map.entry("lookback-hours", "24"));
  private static final List<Integer> SIZES = List.of(8, 1_000, 10_000);
  private static final String LARGEST = "trace of 10,000 spans";
  private static final int FEWEST_ROUNDS = 5;
  private static final int MEMORY_ROUNDS = 30;
  private static final Duration LARGE_TRACES_AGE = Duration.ofHours(1);

  private final Arguments arguments;
  private final URI server;
  private final Report report = new Report();
  private final SplittableRandom random;
  private final List<Ledger.Entry> entries;

  private QueryProgram(Arguments arguments) throws IOException {
    this.arguments = arguments;
    this.server = URI.create(arguments.text("server"));
    this.random = new SplittableRandom(arguments.number("seed"));
    this.entries = Ledger.load(Path.of(arguments.text("ledger"))).entries();
  }

  public static void main(String[] arguments) throws Exception {
    new QueryProgram(Arguments.parse(arguments, DEFAULTS)).run();
  }

  private void run() throws IOException, InterruptedException {
    if (arguments.text("verify").equals("true")) {
      try (HttpConnection connection = new HttpConnection(server)) {
        verify(connection);
      }
    }
    List<Question> questions = new ArrayList<>(
        new Questions(entries, random, arguments.number("lookback-hours")).all(largeTraces()));
    Predicate<String> asked = Pattern.compile(arguments.text("only")).asPredicate();
    questions.removeIf(question -> !asked.test(question.name()));
    table(questions);
    if (arguments.text("memory").equals("true")) {
      memory(questions);
    }
  }

  private void table(List<Question> questions) throws IOException, InterruptedException {
    QueryCosts costs = new QueryCosts(
        server,
        new Metrics((int) arguments.number("admin-port")),
        process("pid"),
        process("store-pid"));
    String[] clients = arguments.text("clients").split(",", -1);
    StringBuilder head = new StringBuilder("| ")
        .append(arguments.text("title"))
        .append(" | calls | KB | first ms |");
    StringBuilder rule = new StringBuilder("|---|---|---|---|");
    for (String count : clients) {
      head.append(count.equals("1") ? " 1 client" : " " + count + " clients")
          .append(": p50 / p95 / p99 ms | CPU ms |");
      rule.append("---|---|");
    }
    report.line("%n%s%n%s", head, rule);
    for (Question question : questions) {
      report.line("%s", row(question, clients, costs));
    }
  }

  private String row(Question question, String[] clients, QueryCosts costs)
      throws IOException, InterruptedException {
    double first = costs.first(question);
    costs.warmUp(question, (int) arguments.number("rounds"));
    StringBuilder cells = new StringBuilder();
    double calls = 0;
    long bytes = 0;
    int failures = 0;
    for (String count : clients) {
      int parallel = Integer.parseInt(count);
      QueryCosts.Costs cost = costs.of(question, parallel, rounds(question, parallel));
      calls = cells.isEmpty() ? cost.calls() : calls;
      bytes = cost.answers().bytes();
      failures += cost.answers().failures();
      cells.append(' ').append(cost.cells()).append(" |");
    }
    return String.format(
        Locale.ROOT,
        "| %s%s | %.1f | %,d | %.0f |%s",
        question.name(),
        failures == 0 ? "" : " (" + failures + " failed)",
        calls,
        (bytes + 512) / 1024,
        first,
        cells);
  }

  /** Large answers are asked for less often. */
  private int rounds(Question question, int clients) {
    long rounds = arguments.number("rounds");
    boolean large = question.name().contains("000 spans");
    return (int) Math.max(FEWEST_ROUNDS, (large ? rounds / 3 : rounds) / clients);
  }

  private @Nullable ProcessFigures process(String name) {
    long pid = arguments.number(name);
    return pid == 0 ? null : new ProcessFigures(pid);
  }

  /** What the largest answer adds to what the server holds in memory. */
  private void memory(List<Question> questions) throws IOException, InterruptedException {
    Question largest = questions.stream()
        .filter(question -> question.name().equals(LARGEST))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("memory: true (expected: with --otlp)"));
    long json = largest.ask(server, 1, FEWEST_ROUNDS).bytes();
    try (LiveHeap heap = new LiveHeap(arguments.number("pid"))) {
      long idle = heap.bytes();
      long most = heap.mostBytesDuring(() -> largest.ask(server, 1, MEMORY_ROUNDS));
      report.line(
          "%nHeap in use after a full collection: %.1f MiB idle, at most %.1f MiB while one client asks for the %s"
              + " (collected all the time): %.1f times its %.1f MiB of JSON more. Resident at most: %d MiB.",
          idle / 1048576.0,
          most / 1048576.0,
          largest.name(),
          (double) (most - idle) / json,
          json / 1048576.0,
          new ProcessFigures(arguments.number("pid")).peakResidentMib());
    }
  }

  /** Traces of some sizes, by name; none without a collector to send them to. */
  private Map<String, String> largeTraces() throws IOException, InterruptedException {
    if (arguments.text("otlp").isEmpty()) {
      return Map.of();
    }
    OtlpTraces traces = new OtlpTraces(URI.create(arguments.text("otlp")), random);
    long start = (Clock.systemUTC().millis() - LARGE_TRACES_AGE.toMillis()) * 1_000_000L;
    Map<String, String> ids = new LinkedHashMap<>();
    for (int spans : SIZES) {
      String id = traces.send(spans, start);
      ids.put(String.format(Locale.ROOT, "trace of %,d spans", spans), id);
      await(id, spans);
    }
    return ids;
  }

  private void await(String id, int spans) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    try (HttpConnection connection = new HttpConnection(server)) {
      while (connection.get("/api/traces/" + id + "?raw=true") != 200
          || spans(connection) < spans) {
        if (System.nanoTime() > deadline) {
          throw new IOException("trace " + id + " did not arrive");
        }
        Thread.sleep(200);
      }
    }
  }

  private static int spans(HttpConnection connection) {
    String body = new String(connection.body(), StandardCharsets.UTF_8);
    return body.split("\"spanID\":", -1).length - body.split("\"refType\":", -1).length;
  }

  private void verify(HttpConnection connection) throws IOException {
    long expected = 0;
    long found = 0;
    for (Ledger.Entry entry : entries) {
      StringBuilder target = new StringBuilder("/api/traces?raw=true");
      for (int i = 0; i < entry.traces(); i++) {
        target.append("&traceID=").append(Questions.traceId(entry, i));
      }
      connection.get(target.toString());
      expected += (long) entry.traces() * entry.spansPerTrace();
      found += spans(connection);
    }
    report.figure("acknowledged, found", "%d, %d", expected, found);
  }
}
