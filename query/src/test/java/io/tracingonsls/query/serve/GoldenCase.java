// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One captured request with the answers of two Jaeger releases. */
record GoldenCase(String file, JsonNode tree) {
  private static final String ROOT = "/golden-query/";

  static JsonNode index() throws IOException {
    return read("index.json");
  }

  static List<GoldenCase> all() throws IOException {
    List<GoldenCase> cases = new ArrayList<>();
    for (JsonNode file : index().path("cases")) {
      cases.add(new GoldenCase(file.asText(), read("cases/" + file.asText())));
    }
    return cases;
  }

  private static JsonNode read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return NormalForm.JSON.readTree(in);
    }
  }

  static InputStream open(String path) throws IOException {
    InputStream in = GoldenCase.class.getResourceAsStream(ROOT + path);
    if (in == null) {
      throw new IOException("no fixture " + path);
    }
    return in;
  }

  String id() {
    return file.substring(0, 3);
  }

  boolean hasSettings() {
    return tree.has("settings");
  }

  RawHttp.Answer replay(int port) throws IOException {
    JsonNode request = tree.path("request");
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return RawHttp.send(
        port,
        request.path("method").asText(),
        request.path("target").asText(),
        headers,
        request.path("body").asText(""));
  }

  /** Whether the answer is one that a Jaeger release gave. */
  boolean accepts(RawHttp.Answer answer) {
    for (JsonNode golden : tree.path("answers")) {
      if (accepts(golden, answer)) {
        return true;
      }
    }
    return false;
  }

  private static boolean accepts(JsonNode golden, RawHttp.Answer answer) {
    if (golden.path("status").asInt() != answer.status() || !contentTypeFits(golden, answer)) {
      return false;
    }
    if (golden.has("bodyKind")) {
      return true;
    }
    List<String> bodies = new ArrayList<>();
    bodies.add(golden.path("body").asText(""));
    golden.path("variants").forEach(variant -> bodies.add(variant.asText()));
    String ours = NormalForm.of(answer.text());
    for (String body : bodies) {
      if (JaegerHabits.removedFrom(NormalForm.of(body)).equals(ours)
          || JaegerHabits.removedFrom(NormalForm.of(body))
              .equals(JaegerHabits.withoutFlags(ours))) {
        return true;
      }
    }
    return false;
  }

  private static boolean contentTypeFits(JsonNode golden, RawHttp.Answer answer) {
    String type = golden.path("headers").path("content-type").asText("");
    // v1.67 forgot to label its v3 documents, which made them text.
    boolean otlp =
        golden.path("body").asText("").matches("(?s)\\{\"(result|services|operations)\".*");
    return type.equals(answer.header("Content-Type"))
        || (type.isEmpty() && answer.status() != 200)
        || (otlp && answer.header("Content-Type").equals("application/json"));
  }

  String goldenText() {
    StringBuilder text = new StringBuilder();
    tree.path("answers")
        .properties()
        .forEach(answer -> text.append(answer.getKey())
            .append(' ')
            .append(answer.getValue().path("status").asInt())
            .append(' ')
            .append(answer.getValue().path("headers").path("content-type").asText(""))
            .append('\n')
            .append(JaegerHabits.removedFrom(
                NormalForm.of(answer.getValue().path("body").asText(""))))
            .append('\n'));
    return text.toString();
  }
}
