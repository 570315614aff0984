// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.Invocation;
import io.tracingonsls.app.storage.StorageProviders;
import io.tracingonsls.server.settings.SettingsCatalog;
import io.tracingonsls.server.settings.SettingsReader;
import io.tracingonsls.testing.payload.GoldenQuery;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/metrics.md names every metric that the servers register, and the chart's alerts and dashboard use no other. With {@code DOCS_UPDATE=true}
 * in the environment the page's table is written anew; labels are kept from the page and joined with those seen here.
 */
class MetricsReferenceTest {
  private static final Path FILE = Path.of("..", "docs", "metrics.md");
  private static final Path CHART = Path.of("..", "charts", "tracing-on-sls");
  private static final String BEGIN = "| metric | type | labels | of | what it counts |\n";
  private static final String END = "\n\n";
  /** Metrics of the client library; named on the page as groups. */
  private static final Pattern RUNTIME = Pattern.compile("(jvm|process)_.*");

  /** Labels that scraping adds or the client library has. */
  private static final Set<String> OF_PROMETHEUS = Set.of("area", "component", "le", "pod");

  private static final Pattern ROW =
      Pattern.compile("\\| `([a-zA-Z0-9_]+)` \\| ([a-z]+) \\| ([^|]*) \\| ([^|]*) \\| (.*) \\|");

  @TempDir
  private static Path dir;

  private static final Map<String, Metric> METRICS = new TreeMap<>();
  private static final CapturedTerminal ALL_IN_ONE = new CapturedTerminal();

  /** One row of the table. */
  private record Metric(String type, Set<String> labels, Set<String> commands, String help) {}

  @BeforeAll
  static void startEverything() throws Exception {
    List<String> store = List.of("--data-dir=" + dir);
    try (ServerProcess allInOne =
        start("all-in-one", EnumSet.of(Role.LOG_SERVICE, Role.COLLECTOR, Role.QUERY), store)) {
      send();
      int target = Integer.parseInt(place("Log Service"));
      List<String> remote =
          List.of("--data-dir=" + dir, "--aliyun-log.target=http://127.0.0.1:" + target);
      collect(allInOne, "all-in-one");
      List<String> adaptive = new ArrayList<>(remote);
      adaptive.add("--sampling-config.type=adaptive");
      scrape("collector", Role.COLLECTOR, adaptive);
      scrape("query", Role.QUERY, remote);
      scrape("remote-storage", Role.REMOTE_STORAGE, remote);
      scrape("log-service", Role.LOG_SERVICE, List.of("--data-dir=" + dir.resolve("other")));
      scrape("agent", Role.AGENT, List.of());
    }
  }

  private static void scrape(String command, Role role, List<String> flags) throws Exception {
    try (ServerProcess process = start(command, EnumSet.of(role), flags)) {
      collect(process, command);
    }
  }

  private static ServerProcess start(String name, Set<Role> roles, List<String> flags)
      throws Exception {
    StorageProviders providers = StorageProviders.find(List.of(), Map.of());
    SettingsCatalog catalog = new SettingsCatalog(ServeCommand.all().stream()
        .filter(command -> command.name().equals(name))
        .findFirst()
        .orElseThrow()
        .settings(providers));
    List<String> arguments = new ArrayList<>(flags);
    catalog.settings().stream()
        .filter(setting ->
            setting.name().endsWith("host-port") && !setting.name().startsWith("reporter."))
        .forEach(setting -> arguments.add("--" + setting.name() + "=127.0.0.1:0"));
    CapturedTerminal terminal = roles.size() > 1 ? ALL_IN_ONE : new CapturedTerminal();
    Invocation invocation = new Invocation(
        SettingsReader.read(catalog, arguments, Map.of()),
        List.of(),
        providers,
        Map.of(),
        terminal.terminal(),
        Clock.systemUTC());
    ServerProcess process = new ServerProcess(invocation, new Listeners(invocation.values()));
    new ServerStart(process, roles, name).run();
    return process;
  }

  /** The port in the address on the start-up screen's line with this label. */
  private static String place(String label) {
    Matcher line = Pattern.compile(
            "^  " + Pattern.quote(label) + " +http://[^:]+:(\\d+)", Pattern.MULTILINE)
        .matcher(ALL_IN_ONE.out());
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  /** A batch and a search, so that labels are seen. */
  private static void send() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    String collector = "http://127.0.0.1:" + place("Send spans");
    String query = "http://127.0.0.1:" + place("Look at traces");
    ask(
        client,
        HttpRequest.newBuilder(URI.create(collector + "/api/traces"))
            .header("Content-Type", "application/x-thrift")
            .POST(HttpRequest.BodyPublishers.ofByteArray(GoldenQuery.batches().get(0))));
    ask(client, HttpRequest.newBuilder(URI.create(query + "/api/services")));
    ask(client, HttpRequest.newBuilder(URI.create(query + "/api/traces?service=frontend")));
  }

  private static void ask(HttpClient client, HttpRequest.Builder request) throws Exception {
    client.send(request.build(), HttpResponse.BodyHandlers.discarding());
  }

  private static void collect(ServerProcess process, String command) {
    for (MetricSnapshot snapshot : process.registry().scrape()) {
      String name = fullName(snapshot);
      if (RUNTIME.matcher(name).matches()) {
        continue;
      }
      Metric metric = METRICS.computeIfAbsent(
          name,
          key -> new Metric(
              type(snapshot),
              new TreeSet<>(),
              new TreeSet<>(),
              String.valueOf(snapshot.getMetadata().getHelp())));
      metric.commands().add(command);
      for (DataPointSnapshot point : snapshot.getDataPoints()) {
        point.getLabels().forEach(label -> metric.labels().add(label.getName()));
      }
    }
  }

  private static String fullName(MetricSnapshot snapshot) {
    String name = snapshot.getMetadata().getPrometheusName();
    if (snapshot instanceof CounterSnapshot) {
      return name + "_total";
    }
    return snapshot instanceof InfoSnapshot ? name + "_info" : name;
  }

  private static String type(MetricSnapshot snapshot) {
    if (snapshot instanceof CounterSnapshot) {
      return "counter";
    }
    if (snapshot instanceof HistogramSnapshot) {
      return "histogram";
    }
    return snapshot instanceof SummarySnapshot
        ? "summary"
        : snapshot instanceof InfoSnapshot ? "info" : "gauge";
  }

  @Test
  void metricsPage_isWhatTheServersRegister() throws Exception {
    String page = Files.readString(FILE);
    Map<String, Metric> written = rows(page);
    Map<String, Metric> expected = new TreeMap<>();
    METRICS.forEach((name, metric) -> {
      Set<String> labels = new TreeSet<>(metric.labels());
      Metric old = written.get(name);
      if (old != null) {
        labels.addAll(old.labels());
      }
      expected.put(name, new Metric(metric.type(), labels, metric.commands(), metric.help()));
    });
    if (Boolean.parseBoolean(System.getenv("DOCS_UPDATE"))) {
      int begin = page.indexOf(BEGIN);
      int end = page.indexOf(END, begin);
      Files.writeString(FILE, page.substring(0, begin) + table(expected) + page.substring(end));
      return;
    }
    assertThat(METRICS.values())
        .as("declared with a help text of their own")
        .noneMatch(metric -> metric.help().equals("Counted by the storage."));
    assertThat(table(written))
        .as("write it anew with DOCS_UPDATE=true mvn … -Dtest=MetricsReferenceTest")
        .isEqualTo(table(expected));
  }

  @Test
  void alertsAndDashboard_useMetricsThatExist() throws Exception {
    String rules = Files.readString(CHART.resolve("templates").resolve("monitoring.yaml"));
    Matcher expression = Pattern.compile("expr: (.*)").matcher(rules);
    List<String> expressions = new ArrayList<>();
    while (expression.find()) {
      expressions.add(expression.group(1));
    }
    JsonNode dashboard =
        new ObjectMapper().readTree(CHART.resolve("dashboard.json").toFile());
    dashboard.findValuesAsText("expr").forEach(expressions::add);
    assertThat(expressions).hasSizeGreaterThan(8);
    Map<String, Metric> written = rows(Files.readString(FILE));
    for (String text : expressions) {
      Set<String> labels = new TreeSet<>(OF_PROMETHEUS);
      for (String metric : metrics(text)) {
        assertThat(METRICS).as(text).containsKey(metric);
        labels.addAll(written.get(metric).labels());
      }
      assertThat(labels).as(text).containsAll(labels(text));
    }
  }

  @Test
  void everyAlert_isExplained() throws Exception {
    String rules = Files.readString(CHART.resolve("templates").resolve("monitoring.yaml"));
    Set<String> alerts = Pattern.compile("alert: (\\w+)")
        .matcher(rules)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
    Set<String> explained = Pattern.compile("^\\| `(Tracing\\w+)` \\|", Pattern.MULTILINE)
        .matcher(Files.readString(FILE))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
    assertThat(explained).isEqualTo(alerts);
  }

  private static Set<String> labels(String expression) {
    Set<String> labels = new TreeSet<>();
    Pattern.compile("\\bby *\\(([^)]*)\\)")
        .matcher(expression)
        .results()
        .forEach(group -> labels.addAll(words(group.group(1))));
    Pattern.compile("[{,] *(\\w+) *(?:=|!=|=~|!~)\"")
        .matcher(expression)
        .results()
        .forEach(matcher -> labels.add(matcher.group(1)));
    return labels;
  }

  /** Metrics in an expression: names with an underscore that are neither labels nor functions; histograms without their suffixes. */
  private static Set<String> metrics(String expression) {
    String bare = expression
        .replaceAll("\"[^\"]*\"", "")
        .replaceAll("\\{[^}]*}", "")
        .replaceAll("\\b(by|without|on|ignoring|group_left) *\\([^)]*\\)", "");
    Set<String> names = new TreeSet<>();
    Matcher word = Pattern.compile("[a-z][a-z0-9]*(_[a-zA-Z0-9]+)+\\b(?! *\\()").matcher(bare);
    while (word.find()) {
      String name = word.group();
      if (!RUNTIME.matcher(name).matches()) {
        names.add(name.replaceAll("_(bucket|count|sum)$", ""));
      }
    }
    return names;
  }

  private static Map<String, Metric> rows(String page) {
    Map<String, Metric> rows = new TreeMap<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      rows.put(
          row.group(1),
          new Metric(row.group(2), words(row.group(3)), words(row.group(4)), row.group(5)));
    }
    return rows;
  }

  private static Set<String> words(String cell) {
    Set<String> words = new TreeSet<>();
    for (String word : cell.replace("`", "").split(",", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }

  private static String table(Map<String, Metric> metrics) {
    StringBuilder table = new StringBuilder(BEGIN).append("|---|---|---|---|---|");
    metrics.forEach((name, metric) -> table
        .append("\n| `")
        .append(name)
        .append("` | ")
        .append(metric.type())
        .append(" | ")
        .append(String.join(", ", metric.labels()))
        .append(" | ")
        .append(String.join(", ", metric.commands()))
        .append(" | ")
        .append(metric.help().replace("|", "\\|"))
        .append(" |"));
    return table.toString();
  }
}
