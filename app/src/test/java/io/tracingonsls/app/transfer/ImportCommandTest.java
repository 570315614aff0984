// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Program;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.LocalProvider;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command from outside: files into a local Log Service, and to a collector. */
class ImportCommandTest {
  @TempDir
  private static Path directory;

  private static LocalLogService service;

  @BeforeAll
  static void start() throws Exception {
    service = LocalLogService.start(LocalLogServiceSettings.builder(directory.resolve("service"))
        .listen(new HostPort("127.0.0.1", 0))
        .build());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static Map<String, String> settings(String project) {
    return Map.of(
        "aliyun-log.endpoint", service.endpoint(),
        "aliyun-log.target", service.target(),
        "aliyun-log.project", project,
        "aliyun-log.access-key-id", service.accessKey().id(),
        "aliyun-log.access-key-secret", service.accessKey().secret());
  }

  private static int run(CapturedTerminal terminal, String project, String... more) {
    List<String> arguments = new ArrayList<>(List.of("import"));
    settings(project).forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of(more));
    return new Program(
            List.of(new ImportCommand()), terminal.terminal(), Map.of(), Clock.systemUTC())
        .run(arguments);
  }

  private static String trace(int id, int spans) {
    StringBuilder json = new StringBuilder("{\"traceID\":\"" + id + "\",\"spans\":[");
    for (int i = 0; i < spans; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"traceID\":\"" + id + "\",\"spanID\":\"" + (i + 1)
              + "\",\"operationName\":\"op\",")
          .append("\"startTime\":1600000000000000,\"duration\":5,\"processID\":\"p1\",")
          .append("\"tags\":[{\"key\":\"n\",\"type\":\"int64\",\"value\":" + i + "}]}");
    }
    return json + "],\"processes\":{\"p1\":{\"serviceName\":\"imported\",\"tags\":[]}}}";
  }

  private static Path write(String name, String text) throws Exception {
    Path file = directory.resolve(name);
    if (!name.endsWith(".gz")) {
      return Files.writeString(file, text);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<TraceSpan> stored(String project, int id) {
    StorageContext context = new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, directory);
    List<TraceSpan> spans = new ArrayList<>();
    try (TraceStorage storage = new LocalProvider().open(settings(project), context)) {
      storage
          .spanReader()
          .fetch(
              TraceFetch.of(TraceId.parse(Integer.toString(id))),
              ReadContext.within(Duration.ofSeconds(30)),
              chunk -> spans.addAll(chunk.spans()));
    }
    return spans;
  }

  @Test
  void filesOfEveryForm_areStoredAndCounted() throws Exception {
    CapturedTerminal terminal = new CapturedTerminal();
    int status = run(
        terminal,
        "import-forms",
        write("one.json", trace(11, 3)).toString(),
        write(
                "answer.json.gz",
                "{\"data\":[" + trace(12, 1) + "," + trace(13, 2) + "],\"total\":0}")
            .toString(),
        write("lines.ndjson", trace(14, 1) + "\n" + trace(15, 1) + "\n").toString(),
        write("array.json", "[" + trace(16, 120) + "]").toString());
    assertThat(terminal.out()).contains("6 traces read, 128 spans stored");
    assertThat(terminal.err()).contains("answer.json.gz: 2 traces, 3 spans read");
    assertThat(status).isEqualTo(ExitStatus.OK);
    assertThat(stored("import-forms", 11)).hasSize(3);
    assertThat(stored("import-forms", 13)).hasSize(2);
    assertThat(stored("import-forms", 15)).hasSize(1);
    assertThat(stored("import-forms", 16)).hasSize(120);
  }

  @Test
  void damagedFile_isNamedWithItsPlaceAndTheRestIsStored() throws Exception {
    CapturedTerminal terminal = new CapturedTerminal();
    int status = run(
        terminal,
        "import-damaged",
        write("bad.json", trace(21, 1) + "\n{\"spans\":[{\"traceID\":\"zz\"}]}").toString(),
        directory.resolve("missing.json").toString(),
        write("empty.json", "{}").toString(),
        write("good.json", trace(22, 2)).toString());
    assertThat(status).isEqualTo(ExitStatus.FAILED);
    assertThat(terminal.err())
        .contains("bad.json: behind trace 1: malformed JSON")
        .contains("line 2");
    assertThat(terminal.err()).contains("missing.json").contains("empty.json: no trace found");
    assertThat(terminal.out()).contains("2 traces read, 3 spans stored");
    assertThat(stored("import-damaged", 22)).hasSize(2);
  }

  @Test
  void collectorThatIsFull_isAskedAgain() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/api/traces", exchange -> {
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(requests.incrementAndGet() == 1 ? 503 : 202, -1);
      exchange.close();
    });
    collector.start();
    try {
      CapturedTerminal terminal = new CapturedTerminal();
      int status = run(
          terminal,
          "unused",
          "--collector-url",
          "http://127.0.0.1:" + collector.getAddress().getPort(),
          write("sent.json", trace(31, 4)).toString());
      assertThat(status).isEqualTo(ExitStatus.OK);
      assertThat(terminal.out()).contains("1 traces read, 4 spans stored");
      assertThat(requests).hasValue(2);
    } finally {
      collector.stop(0);
    }
  }

  @Test
  void wrongUse_isSaid() {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(run(terminal, "unused")).isEqualTo(ExitStatus.USAGE);
    assertThat(run(terminal, "unused", "--collector-url", "ftp:x", "f"))
        .isEqualTo(ExitStatus.USAGE);
    assertThat(terminal.err()).contains("no file").contains("collector-url: ftp:x");
  }
}
