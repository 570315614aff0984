// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** What a user asks, with values that the base profile's spans have. */
final class Questions {
  private static final int SERVICES = Profile.P1.services();
  private static final int OPERATIONS = Profile.P1.operations();
  private static final int KEYS = Profile.P1.keys();
  private static final long MICROS_PER_HOUR = 3_600_000_000L;

  private final List<Ledger.Entry> entries;
  private final SplittableRandom random;
  private final long hours;

  /** {@code entries} are the traces that are there, {@code hours} how far searches look back. */
  Questions(List<Ledger.Entry> entries, SplittableRandom random, long hours) {
    this.entries = entries;
    this.random = random;
    this.hours = hours;
  }

  /** {@code traces} by their sizes' names. */
  List<Question> all(Map<String, String> traces) {
    List<Question> all = new ArrayList<>();
    all.add(Question.of("services", () -> "/api/services"));
    all.add(Question.of("operations", () -> "/api/services/" + service() + "/operations"));
    all.add(Question.of("search: service", () -> search("")));
    all.add(Question.of("search: + operation", () -> search(operation())));
    all.add(Question.of("search: + tag", () -> search(tag())));
    all.add(Question.of("search: + duration", () -> search("&minDuration=9ms&maxDuration=12ms")));
    all.add(Question.of(
        "search: + number", () -> search(query("number.key." + random.nextInt(KEYS) + " > 990"))));
    all.add(Question.of(
        "search: + pattern",
        () -> search(query("attribute.key." + random.nextInt(KEYS) + " = \"*-99?\""))));
    all.add(
        Question.of("search: all filters", () -> search(operation() + "&minDuration=1ms" + tag())));
    all.add(Question.of("search: no service", () -> "/api/traces?limit=20" + window()));
    all.add(Question.of("search: no hit", () -> search("&tag=no.such.key:x")));
    all.add(Question.of("trace by ID", () -> "/api/traces/" + trace()));
    traces.forEach((name, id) -> all.add(Question.of(name, () -> "/api/traces/" + id)));
    all.add(Question.of("trace summaries", this::summaries));
    all.add(Question.of(
        "dependencies, 24 h", () -> "/api/dependencies?lookback=86400000&endTs=" + millis()));
    all.add(new Question("Monitor page (8 requests)", this::monitor));
    return all;
  }

  private String service() {
    return "service-" + random.nextInt(SERVICES);
  }

  private String operation() {
    return "&operation=operation-" + random.nextInt(OPERATIONS);
  }

  private String tag() {
    int key = random.nextInt(KEYS);
    String value = "value-" + key + "-" + random.nextInt(Profile.P1.values());
    return "&tags=" + encoded("{\"attribute.key." + key + "\":\"" + value + "\"}");
  }

  private static String query(String condition) {
    return "&query=" + encoded(condition);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String search(String more) {
    return "/api/traces?limit=20&service=" + service() + window() + more;
  }

  private String window() {
    long nowMicros = millis() * 1000;
    return "&start=" + (nowMicros - hours * MICROS_PER_HOUR) + "&end=" + nowMicros;
  }

  private String trace() {
    Ledger.Entry entry = entries.get(random.nextInt(entries.size()));
    return traceId(entry, random.nextInt(entry.traces()));
  }

  static String traceId(Ledger.Entry entry, int index) {
    return String.format(Locale.ROOT, "%016x%016x", entry.high(), entry.firstLow() + index);
  }

  private String summaries() {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    return "/api/v3/trace-summaries?query.serviceName=" + service()
        + "&query.searchDepth=20&query.startTimeMin=" + now.minus(hours, ChronoUnit.HOURS)
        + "&query.startTimeMax=" + now;
  }

  /** What the Monitor tab asks for when a service is chosen. */
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

  private static long millis() {
    return Clock.systemUTC().millis();
  }
}
