// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Asks a query server what a user would, from one client and from several, and prints latencies and calls to Log Service as Markdown
 * tables; counts the ledger's traces on request.
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
      Map.entry("pid", "0"),
      Map.entry("verify", "false"),
      Map.entry("seed", "1"),
      Map.entry("lookback-hours", "1"));
  private static final String CALLS = "storage_sls_read_call_seconds_count";

  private final Arguments arguments;
  private final Report report = new Report();
  private final SplittableRandom random;
  private final List<Ledger.Entry> entries;

  private QueryProgram(Arguments arguments) throws IOException {
    this.arguments = arguments;
    this.random = new SplittableRandom(arguments.number("seed"));
    this.entries = Ledger.load(Path.of(arguments.text("ledger"))).entries();
  }

  public static void main(String[] arguments) throws Exception {
    new QueryProgram(Arguments.parse(arguments, DEFAULTS)).run();
  }

  private void run() throws Exception {
    URI server = URI.create(arguments.text("server"));
    if (arguments.text("verify").equals("true")) {
      try (HttpConnection connection = new HttpConnection(server)) {
        verify(connection);
      }
    }
    Metrics metrics = new Metrics((int) arguments.number("admin-port"));
    List<Question> questions = questions(bigTraces());
    for (String clients : arguments.text("clients").split(",", -1)) {
      report.line("%n### %s, %s clients%n", arguments.text("title"), clients);
      report.line(
          "| question | first ms | p50 ms | p95 ms | p99 ms | calls each | bytes | failed |");
      report.line("|---|---|---|---|---|---|---|---|");
      for (Question question : questions) {
        int rounds = rounds(question, Integer.parseInt(clients));
        report.line(
            "%s",
            question
                .ask(server, Integer.parseInt(clients), rounds, () -> metrics.sum(CALLS))
                .row(question.name()));
      }
    }
    memory(questions, server, metrics);
  }

  /** Large answers are asked for less often. */
  private int rounds(Question question, int clients) {
    long rounds = arguments.number("rounds");
    boolean large = question.name().contains("000 spans");
    return (int) Math.max(1, (large ? rounds / 5 : rounds) / clients);
  }

  /** What the largest answer adds to the server's memory. */
  private void memory(List<Question> questions, URI server, Metrics metrics) throws Exception {
    long pid = arguments.number("pid");
    if (pid == 0) {
      return;
    }
    ProcessFigures process = new ProcessFigures(pid);
    Question largest = questions.stream()
        .filter(question -> question.name().contains("10,000 spans"))
        .findFirst()
        .orElse(questions.get(0));
    long before = process.residentMib();
    Question.Figures figures = largest.ask(server, 1, 20, () -> metrics.sum(CALLS));
    report.line(
        "%nResident memory of the server: %d MiB, after 20 times \"%s\" (%.1f MiB of JSON each) %d MiB, peak %d MiB.",
        before,
        largest.name(),
        figures.bytes() / 1048576.0,
        process.residentMib(),
        process.peakResidentMib());
  }

  /** Traces of 8, 1,000 and 10,000 spans, by name; none without a collector to send them to. */
  private Map<String, String> bigTraces() throws IOException {
    if (arguments.text("otlp").isEmpty()) {
      return Map.of();
    }
    OtlpTraces traces = new OtlpTraces(URI.create(arguments.text("otlp")), random);
    long start = (Clock.systemUTC().millis() - 120_000) * 1_000_000L;
    Map<String, String> ids = new LinkedHashMap<>();
    for (int spans : List.of(8, 1_000, 10_000)) {
      ids.put(String.format(Locale.ROOT, "trace of %,d spans", spans), traces.send(spans, start));
    }
    for (String id : ids.values()) {
      awaitTrace(id);
    }
    return ids;
  }

  private void awaitTrace(String id) throws IOException {
    long deadline = System.nanoTime() + 60_000_000_000L;
    try (HttpConnection connection = new HttpConnection(URI.create(arguments.text("server")))) {
      while (connection.get("/api/traces/" + id) != 200) {
        if (System.nanoTime() > deadline) {
          throw new IOException("trace " + id + " did not arrive");
        }
        Thread.onSpinWait();
      }
    }
  }

  private List<Question> questions(Map<String, String> traces) {
    List<Question> questions = new ArrayList<>();
    questions.add(Question.of("services", () -> "/api/services"));
    questions.add(Question.of("operations", () -> "/api/services/" + service() + "/operations"));
    questions.add(Question.of("search: service", () -> search("")));
    questions.add(Question.of(
        "search: + operation", () -> search("&operation=operation-" + random.nextInt(50))));
    questions.add(Question.of("search: + tag", () -> search(tag())));
    questions.add(
        Question.of("search: + duration", () -> search("&minDuration=9ms&maxDuration=12ms")));
    questions.add(Question.of(
        "search: + number", () -> search(query("number.key." + random.nextInt(97) + " > 990"))));
    questions.add(Question.of(
        "search: + pattern",
        () -> search(query("attribute.key." + random.nextInt(97) + " = \"*-99?\""))));
    questions.add(Question.of(
        "search: all filters",
        () -> search("&operation=operation-" + random.nextInt(50) + "&minDuration=1ms" + tag())));
    questions.add(Question.of("search: no service", () -> "/api/traces?limit=20" + window()));
    questions.add(Question.of("search: no hit", () -> search("&tag=no.such.key:x")));
    questions.add(Question.of("trace by id", () -> "/api/traces/" + randomTrace()));
    traces.forEach((name, id) -> questions.add(Question.of(name, () -> "/api/traces/" + id)));
    questions.add(Question.of("trace-summaries", this::summaries));
    questions.add(Question.of(
        "dependencies 24 h", () -> "/api/dependencies?lookback=86400000&endTs=" + millis()));
    questions.add(new Question("Monitor page (8 requests)", this::monitor));
    return questions;
  }

  private String service() {
    return "service-" + random.nextInt(10);
  }

  private String tag() {
    int key = random.nextInt(97);
    return "&tags="
        + encoded(
            "{\"attribute.key." + key + "\":\"value-" + key + "-" + random.nextInt(1000) + "\"}");
  }

  private static String query(String condition) {
    return "&query=" + encoded(condition);
  }

  private String summaries() {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    Instant from = now.minus(arguments.number("lookback-hours"), ChronoUnit.HOURS);
    return "/api/v3/trace-summaries?query.serviceName=" + service()
        + "&query.searchDepth=20&query.startTimeMin=" + from + "&query.startTimeMax=" + now;
  }

  private List<String> monitor() {
    String common = "service=" + service() + "&endTs=" + millis()
        + "&lookback=3600000&step=60000&ratePer=600000&spanKind=unspecified&spanKind=internal"
        + "&spanKind=server&spanKind=client";
    List<String> targets = new ArrayList<>();
    for (String quantile : List.of("0.5", "0.75", "0.95")) {
      targets.add("/api/metrics/latencies?quantile=" + quantile + "&" + common);
    }
    targets.add("/api/metrics/calls?" + common);
    targets.add("/api/metrics/errors?" + common);
    targets.add("/api/metrics/latencies?quantile=0.95&groupByOperation=true&" + common);
    targets.add("/api/metrics/calls?groupByOperation=true&" + common);
    targets.add("/api/metrics/errors?groupByOperation=true&" + common);
    return targets;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void verify(HttpConnection connection) throws IOException {
    long expected = 0;
    long found = 0;
    for (Ledger.Entry entry : entries) {
      StringBuilder target = new StringBuilder("/api/traces?raw=true");
      for (int i = 0; i < entry.traces(); i++) {
        target.append("&traceID=").append(traceId(entry, i));
      }
      connection.get(target.toString());
      String body = new String(connection.body(), StandardCharsets.UTF_8);
      expected += (long) entry.traces() * entry.spansPerTrace();
      found +=
          body.split("\"spanID\":", -1).length - 1 - (body.split("\"refType\":", -1).length - 1);
    }
    report.figure("acknowledged, found", "%d, %d", expected, found);
  }

  private String search(String more) {
    return "/api/traces?limit=20&service=" + service() + window() + more;
  }

  private String window() {
    long nowMicros = millis() * 1000;
    long back = arguments.number("lookback-hours") * 3_600_000_000L;
    return "&start=" + (nowMicros - back) + "&end=" + nowMicros;
  }

  private static long millis() {
    return Clock.systemUTC().millis();
  }

  private String randomTrace() {
    Ledger.Entry entry = entries.get(random.nextInt(entries.size()));
    return traceId(entry, random.nextInt(entry.traces()));
  }

  private static String traceId(Ledger.Entry entry, int index) {
    return String.format(Locale.ROOT, "%016x%016x", entry.high(), entry.firstLow() + index);
  }
}
