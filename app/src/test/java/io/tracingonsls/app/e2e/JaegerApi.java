// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** A user's view of collector and query server. */
final class JaegerApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long VISIBLE_SECONDS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String collector;
  private final String query;

  JaegerApi(String collector, String query) {
    this.collector = collector;
    this.query = query;
  }

  /** Posts a Thrift batch and returns the status. */
  int post(byte[] thriftBatch) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(collector + "/api/traces"))
        .header("Content-Type", "application/x-thrift")
        .timeout(Duration.ofSeconds(30))
        .POST(HttpRequest.BodyPublishers.ofByteArray(thriftBatch))
        .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** Posts a batch until it is taken. */
  void eventuallyAccepts(byte[] thriftBatch) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(VISIBLE_SECONDS * 3);
    for (int status = post(thriftBatch); status != 202; status = post(thriftBatch)) {
      assertThat(System.nanoTime()).as("still %d", status).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  HttpResponse<String> get(String target) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(query + target))
        .timeout(Duration.ofSeconds(30))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  JsonNode json(String target) throws Exception {
    HttpResponse<String> answer = get(target);
    assertThat(answer.statusCode()).as("%s: %s", target, answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  /** Asks until the answer is as wanted; fails with the last answer. */
  JsonNode eventually(String target, Predicate<JsonNode> wanted) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(VISIBLE_SECONDS);
    while (true) {
      HttpResponse<String> answer = get(target);
      JsonNode json = JSON.readTree(answer.body());
      if (wanted.test(json)) {
        return json;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(target + ": " + answer.statusCode() + " " + answer.body());
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  List<String> services() throws Exception {
    return texts(json("/api/services").path("data"));
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .sorted()
        .toList();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
