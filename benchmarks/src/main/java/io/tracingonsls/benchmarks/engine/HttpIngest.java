// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.benchmarks.load.ProcessFigures;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureVersion;
import io.tracingonsls.logservice.sign.AccessKeyFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Sends a set through PutLogs, signed, to a Log Service in another process, and reads that process' CPU time and memory. */
final class HttpIngest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long BACK_OFF_MILLIS = 20;

  private final ProtocolClient client;

  private HttpIngest(ProtocolClient client) {
    this.client = client;
  }

  static Map<String, String> run(Path data, Path input, long spans, Duration limit)
      throws IOException {
    try (ChildProcess server = ChildProcess.start(limit, "serve", data.toString())) {
      Map<String, String> address = server.figures("ready");
      ProtocolClient client = new ProtocolClient(
          URI.create(address.getOrDefault("target", "")),
          address.getOrDefault("endpoint", ""),
          AccessKeyFiles.loadOrCreate(data),
          SignatureVersion.V1,
          "cn-local",
          Clock.systemUTC(),
          TIMEOUT);
      HttpIngest ingest = new HttpIngest(client);
      ingest.provision();
      ProcessFigures figures = new ProcessFigures(server.pid());
      long cpu = figures.cpuMicros();
      long wall = System.nanoTime();
      ingest.sendAll(input);
      Map<String, String> result = new LinkedHashMap<>();
      put(result, "wallSeconds", (System.nanoTime() - wall) / 1e9);
      put(result, "cpuSecondsPerMillion", (double) (figures.cpuMicros() - cpu) / spans);
      put(result, "peakResidentMib", (double) figures.peakResidentMib());
      return result;
    }
  }

  private static void put(Map<String, String> result, String name, double value) {
    result.put(name, String.format(Locale.ROOT, "%.3f", value));
  }

  private void provision() throws IOException {
    String project = EngineStep.NAME.project();
    expect(client.send(ProtocolRequest.of("POST", "", "/")
        .json("{\"projectName\":\"" + project + "\",\"description\":\"\"}")));
    expect(client.send(ProtocolRequest.of("POST", project, "/logstores")
        .json("{\"logstoreName\":\"" + EngineStep.NAME.logstore()
            + "\",\"ttl\":3650,\"shardCount\":2}")));
  }

  private void sendAll(Path input) throws IOException {
    ProtocolRequest empty = ProtocolRequest.of(
            "POST",
            EngineStep.NAME.project(),
            "/logstores/" + EngineStep.NAME.logstore() + "/shards/lb")
        .header("content-type", "application/x-protobuf")
        .header("x-log-compresstype", "lz4");
    try (InputFile file = InputFile.open(input)) {
      for (InputFile.Group group = file.next(); group != null; group = file.next()) {
        ProtocolRequest request = empty
            .header("x-log-bodyrawsize", Integer.toString(group.rawLength()))
            .body(group.body());
        ProtocolAnswer answer = client.send(request);
        while (answer.status() == 503 || answer.status() == 403) {
          pause();
          answer = client.send(request);
        }
        expect(answer);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(BACK_OFF_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void expect(ProtocolAnswer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException("answer: " + answer.status() + " " + answer.errorCode() + " "
          + answer.errorMessage() + " (expected: 200)");
    }
  }
}
