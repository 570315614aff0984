// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Asks a query server what a user would, one question after the other, and reports the latencies; counts the ledger's traces on request. */
public final class QueryProgram {
  private static final Map<String, String> DEFAULTS = Map.of(
      "server", "http://127.0.0.1:16686",
      "ledger", "",
      "rounds", "100",
      "verify", "false",
      "seed", "1",
      "lookback-hours", "1");

  private final Arguments arguments;
  private final Report report = new Report();
  private final SplittableRandom random;

  private QueryProgram(Arguments arguments) {
    this.arguments = arguments;
    this.random = new SplittableRandom(arguments.number("seed"));
  }

  public static void main(String[] arguments) throws Exception {
    new QueryProgram(Arguments.parse(arguments, DEFAULTS)).run();
  }

  private void run() throws IOException {
    List<Ledger.Entry> entries = Ledger.load(Path.of(arguments.text("ledger"))).entries();
    try (HttpConnection connection = new HttpConnection(URI.create(arguments.text("server")))) {
      if (arguments.text("verify").equals("true")) {
        verify(connection, entries);
      }
      time(connection, "services", () -> "/api/services");
      time(
          connection,
          "operations",
          () -> "/api/services/service-" + random.nextInt(10) + "/operations");
      time(connection, "trace by id", () -> "/api/traces/" + randomTrace(entries));
      time(connection, "search: service", () -> search(""));
      time(
          connection,
          "search: operation",
          () -> search("&operation=operation-" + random.nextInt(50)));
      time(connection, "search: duration", () -> search("&minDuration=9ms&maxDuration=12ms"));
      time(connection, "search: attribute", () -> {
        int key = random.nextInt(97);
        return search("&tags=%7B%22attribute.key." + key + "%22%3A%22value-" + key + "-"
            + random.nextInt(1000) + "%22%7D");
      });
      time(connection, "search: all filters", () -> {
        int key = random.nextInt(97);
        return search("&operation=operation-" + random.nextInt(50)
            + "&minDuration=1ms&tags=%7B%22attribute.key." + key + "%22%3A%22value-" + key + "-"
            + random.nextInt(1000) + "%22%7D");
      });
      time(connection, "search: no service", () -> "/api/traces?limit=20" + window());
    }
  }

  private void time(HttpConnection connection, String name, Supplier<String> target)
      throws IOException {
    Latencies latencies = new Latencies();
    int failed = 0;
    long bytes = 0;
    for (long round = arguments.number("rounds"); round > 0; round--) {
      String question = target.get();
      long begin = System.nanoTime();
      int status = connection.get(question);
      latencies.add(System.nanoTime() - begin);
      failed += status == 200 ? 0 : 1;
      bytes += connection.body().length;
    }
    report.figure(
        name,
        "%s, %d not answered with 200, %d bytes each",
        latencies,
        failed,
        bytes / latencies.size());
  }

  private void verify(HttpConnection connection, List<Ledger.Entry> entries) throws IOException {
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
    return "/api/traces?limit=20&service=service-" + random.nextInt(10) + window() + more;
  }

  private String window() {
    long nowMicros = Clock.systemUTC().millis() * 1000;
    long back = arguments.number("lookback-hours") * 3_600_000_000L;
    return "&start=" + (nowMicros - back) + "&end=" + nowMicros;
  }

  private String randomTrace(List<Ledger.Entry> entries) {
    Ledger.Entry entry = entries.get(random.nextInt(entries.size()));
    return traceId(entry, random.nextInt(entry.traces()));
  }

  private static String traceId(Ledger.Entry entry, int index) {
    return String.format(Locale.ROOT, "%016x%016x", entry.high(), entry.firstLow() + index);
  }
}
