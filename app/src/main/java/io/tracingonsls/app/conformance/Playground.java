// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolClient;
import io.tracingonsls.logservice.client.ProtocolRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The throw-away project: made, filled, waited for, removed. In the cloud a project, a Logstore and an index configuration each take up to
 * a minute until they work, and logs written before that stay unindexed; so markers are written until one is found, and only then the data.
 */
final class Playground {
  static final String STORE = "probes";
  static final String LINE_STORE = "lines";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ProtocolClient client;
  private final String project;
  private final long baseSeconds;
  private final Clock clock;

  Playground(ProtocolClient client, String project, long baseSeconds, Clock clock) {
    this.client = client;
    this.project = project;
    this.baseSeconds = baseSeconds;
    this.clock = clock;
  }

  String project() {
    return project;
  }

  /** Time of the first log, unix seconds; a whole minute. */
  long baseSeconds() {
    return baseSeconds;
  }

  ProtocolClient client() {
    return client;
  }

  void fill(JsonNode dataset) throws IOException, InterruptedException {
    insist(request("POST", "/")
        .json("{\"projectName\":\"" + project + "\",\"description\":\"conformance probes\"}"));
    for (String store : new String[] {STORE, LINE_STORE}) {
      String index = store.equals(STORE) ? "index" : "lineIndex";
      insist(request("POST", "/logstores")
          .json("{\"logstoreName\":\"" + store
              + "\",\"ttl\":30,\"shardCount\":2,\"autoSplit\":true,\"maxSplitShard\":64}"));
      insist(request("POST", "/logstores/" + store + "/index")
          .json(dataset.required(index).toString()));
      awaitMarker(store);
      for (JsonNode group : dataset.required("groups")) {
        insist(request("POST", "/logstores/" + store + "/shards/lb")
            .json(Values.fill(group, this).toString()));
      }
      awaitLogs(store, dataset.required("count").intValue());
    }
  }

  private void awaitMarker(String store) throws IOException, InterruptedException {
    String marker = "{\"__topic__\":\"marker\",\"__logs__\":[{\"__time__\":" + (baseSeconds - 600)
        + ",\"id\":\"marker\"}]}";
    Instant deadline = clock.instant().plus(PATIENCE);
    long pause = 50;
    while (true) {
      insist(request("POST", "/logstores/" + store + "/shards/lb").json(marker));
      TimeUnit.MILLISECONDS.sleep(pause);
      if (count(store, baseSeconds - 601, baseSeconds - 599, "marker", deadline) > 0) {
        return;
      }
      pause = Math.min(5000, pause * 2);
    }
  }

  private void awaitLogs(String store, int expected) throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (count(store, baseSeconds, baseSeconds + 3600, "", deadline) < expected) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private int count(String store, long from, long to, String topic, Instant deadline)
      throws IOException {
    ProtocolAnswer answer = client.send(request("POST", "/logstores/" + store + "/logs")
        .json("{\"from\":" + from + ",\"to\":" + to + ",\"topic\":\"" + topic + "\",\"query\":\""
            + (topic.isEmpty() ? "*" : "marker") + "\"}"));
    if (clock.instant().isAfter(deadline)) {
      throw new IOException("logs of " + store + ": not found within " + PATIENCE + ", last answer "
          + answer.status());
    }
    return answer.json().path("data").size();
  }

  private ProtocolRequest request(String method, String path) {
    return ProtocolRequest.of(method, project, path);
  }

  /** Repeats while what was made before isn't known everywhere yet. */
  private void insist(ProtocolRequest request) throws IOException, InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    ProtocolAnswer answer = client.send(request);
    while (answer.errorCode().endsWith("NotExist") && clock.instant().isBefore(deadline)) {
      TimeUnit.SECONDS.sleep(2);
      answer = client.send(request);
    }
    if (answer.status() != 200) {
      throw new IOException(request.method() + " " + request.path() + ": " + answer.status() + " "
          + answer.errorCode() + " " + answer.errorMessage());
    }
  }

  /** Removes everything that was made, as far as it can. */
  void remove() throws IOException {
    client.send(request("DELETE", "/logstores/" + STORE));
    client.send(request("DELETE", "/logstores/" + LINE_STORE));
    ProtocolAnswer answer = client.send(request("DELETE", "/"));
    if (answer.status() != 200) {
      throw new IOException("project " + project + ": not removed: " + answer.errorCode() + " "
          + answer.errorMessage());
    }
  }
}
