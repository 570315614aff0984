// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.app.cli.CapturedTerminal;
import io.tracingonsls.app.cli.ExitStatus;
import io.tracingonsls.app.cli.Program;
import io.tracingonsls.app.letters.DeadLettersCommand;
import io.tracingonsls.logservice.LocalLogService;
import io.tracingonsls.logservice.LocalLogServiceSettings;
import io.tracingonsls.logservice.fault.Call;
import io.tracingonsls.logservice.fault.Fault;
import io.tracingonsls.logservice.fault.Faults;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageContext;
import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.sls.LocalProvider;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector whose spans Log Service refuses for good, and the command that works on them. */
class DeadLettersProcessTest {
  private static final Fault INVALID =
      new Fault.Refuse(400, "PostBodyInvalid", "the body is invalid", true);

  @TempDir
  private Path dir;

  private final Faults faults = new Faults();
  private LocalLogService service;

  @BeforeEach
  void start() throws Exception {
    service = LocalLogService.start(LocalLogServiceSettings.builder(dir.resolve("service"))
        .listen(new HostPort("127.0.0.1", 0))
        .faults(faults)
        .build());
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Map<String, String> settings() {
    return Map.of(
        "aliyun-log.endpoint", service.endpoint(),
        "aliyun-log.target", service.target(),
        "aliyun-log.access-key-id", service.accessKey().id(),
        "aliyun-log.access-key-secret", service.accessKey().secret());
  }

  private String[] flags(String... more) {
    List<String> flags = new ArrayList<>(List.of(more));
    settings().forEach((name, value) -> flags.add("--" + name + "=" + value));
    return flags.toArray(String[]::new);
  }

  /** What the command said and how it ended. */
  private record Said(int status, String out, String err) {}

  private Said run(String... words) {
    CapturedTerminal terminal = new CapturedTerminal();
    List<String> line = new ArrayList<>(List.of("dead-letters"));
    line.addAll(List.of(words));
    line.addAll(List.of(flags("--data-dir=" + dir.resolve("data"))));
    int status = new Program(
            List.of(new DeadLettersCommand()), terminal.terminal(), Map.of(), Clock.systemUTC())
        .run(line);
    return new Said(status, terminal.out(), terminal.err());
  }

  private List<JsonNode> listed() throws Exception {
    List<JsonNode> letters = new ArrayList<>();
    for (String line : run("list", "--output", "json").out().lines().toList()) {
      letters.add(new ObjectMapper().readTree(line));
    }
    return letters;
  }

  private void awaitLetters(int count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (listed().size() < count) {
      assertThat(System.nanoTime()).as("letters: %s", listed()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private int stored(long traceId) {
    StorageContext context = new StorageContext(Clock.systemUTC(), StorageMetrics.NONE, dir);
    int[] spans = new int[1];
    try (TraceStorage storage = new LocalProvider().open(new HashMap<>(settings()), context)) {
      storage
          .spanReader()
          .fetch(
              TraceFetch.of(new TraceId(0, traceId)),
              ReadContext.within(Duration.ofSeconds(30)),
              chunk -> spans[0] += chunk.spans().size());
    }
    return spans[0];
  }

  /** Sends three traces that Log Service refuses, looks at them beside the collector, and stops it. */
  private void letThreeDie() throws Exception {
    try (ProgramProcess collector = ProgramProcess.startServer(
        dir, Ports.anyFree("collector", flags("--data-dir", "data", "--aliyun-log.spool=true")))) {
      JaegerApi api = new JaegerApi(collector.url("Send spans"), "");
      api.eventuallyAccepts(SampleBatches.trace("fine", 0x1, 1));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (stored(0x1) == 0) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(50);
      }
      faults.add(Call.WRITE, INVALID, Faults.ALWAYS);
      for (long id = 0xa; id <= 0xc; id++) {
        assertThat(api.post(SampleBatches.trace("refused", id, 1))).isEqualTo(202);
      }
      awaitLetters(3);
      Said busy = run("delete", "all");
      assertThat(busy.status()).isEqualTo(ExitStatus.FAILED);
      assertThat(busy.err()).contains("in use by a running collector").hasLineCount(1);
      assertThat(run("retry", "all").err()).contains("in use by a running collector");
      assertThat(collector.terminate()).isZero();
    }
  }

  @Test
  void refusedSpans_areListedShownWrittenAgainAndDeleted() throws Exception {
    assertThat(run().out()).isEqualTo("no dead letters\n");
    letThreeDie();
    Said table = run();
    assertThat(table.out().lines().toList()).hasSize(4);
    assertThat(table.out())
        .contains("id ", "traceID", "refused", "PostBodyInvalid", "jaeger-span:");
    List<JsonNode> letters = listed();
    assertThat(letters)
        .extracting(letter -> letter.path("traceID").asText())
        .hasSize(3)
        .contains("0000000000000000000000000000000a");
    assertThat(letters.get(0).path("refused").asText()).startsWith("20");
    String first = letters.get(0).path("id").asText();
    String firstTrace = letters.get(0).path("traceID").asText();
    assertThat(run("show", first).out()).contains("service: refused", "traceID: " + firstTrace);
    assertThat(run("show", first, "--output", "json").out()).contains("\"rows\":[{\"__time__\":");
    assertThat(run("--limit", "1").err()).contains("2 more");

    Said again = run("retry", first);
    assertThat(again.out()).isEqualTo("0 stored, 1 refused again\n");
    assertThat(again.err()).contains(first + ": refused again: ", "PostBodyInvalid");
    assertThat(again.status()).isEqualTo(ExitStatus.FAILED);

    faults.clear();
    assertThat(run("retry", first).out()).isEqualTo("1 stored, 0 refused again\n");
    assertThat(stored(Long.parseLong(firstTrace, 16))).isEqualTo(1);
    assertThat(listed())
        .extracting(letter -> letter.path("id").asText())
        .hasSize(2)
        .doesNotContain(first);

    String second = letters.get(1).path("id").asText();
    Said slip = run("delete", second, "jaeger-span:999999", first);
    assertThat(slip.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(slip.err()).contains("there is no " + first + ", jaeger-span:999999");
    assertThat(listed()).hasSize(2);
    assertThat(run("delete", second).out()).isEqualTo("1 deleted\n");
    assertThat(run("retry", "all").out()).isEqualTo("1 stored, 0 refused again\n");
    assertThat(run("delete", "all").out()).isEqualTo("0 deleted\n");
    assertThat(run().out()).isEqualTo("no dead letters\n");
    assertThat(stored(Long.parseLong(letters.get(1).path("traceID").asText(), 16)))
        .isZero();
  }

  @Test
  void logServiceAway_keepsLettersAndSaysWhy() throws Exception {
    letThreeDie();
    faults.clear();
    faults.add(Call.WRITE, Fault.busy(), Faults.ALWAYS);
    Said away = run("retry", "all", "--timeout", "1s");
    assertThat(away.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(away.err()).contains("storage: ", "ServerBusy").hasLineCount(1);
    assertThat(listed()).hasSize(3);
  }

  @Test
  void wrongWords_areOneLine() {
    assertThat(run("burn").err()).contains("dead-letters: burn (expected: list, show, retry");
    assertThat(run("retry").err()).contains("no id (expected: ID..., or all)");
    assertThat(run("list", "x").err()).contains("(expected: nothing)");
    assertThat(run("delete").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("show", "jaeger-span:24").status()).isEqualTo(ExitStatus.USAGE);
    assertThat(run("--limit", "0").status()).isEqualTo(ExitStatus.USAGE);
  }
}
