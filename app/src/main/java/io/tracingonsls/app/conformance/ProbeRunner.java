// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.client.ProtocolAnswer;
import io.tracingonsls.logservice.client.ProtocolRequest;
import io.tracingonsls.logservice.client.SignatureFlaw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Carries out one probe: a query, or a list of calls of which the last one is judged. */
final class ProbeRunner {
  private static final int TRIES_WHILE_INCOMPLETE = 20;
  private static final List<String> QUERY_MEMBERS =
      List.of("line", "offset", "reverse", "topic", "session", "powerSql", "fromNs", "toNs");

  private final Playground playground;

  ProbeRunner(Playground playground) {
    this.playground = playground;
  }

  ProbeResult run(Probe probe) throws InterruptedException {
    try {
      JsonNode spec = Values.fill(probe.spec(), playground);
      ProtocolAnswer answer = spec.has("query") ? query(spec) : calls(spec);
      return new ProbeResult(probe, new Expectation(spec.required("expect"), answer).judge());
    } catch (IOException e) {
      return new ProbeResult(probe, "no answer: " + e);
    }
  }

  private ProtocolAnswer query(JsonNode spec) throws IOException, InterruptedException {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("query", spec.get("query").textValue());
    body.put("from", playground.baseSeconds() + spec.path("from").asLong(0));
    body.put("to", playground.baseSeconds() + spec.path("to").asLong(3600));
    for (String member : QUERY_MEMBERS) {
      if (spec.has(member)) {
        body.set(member, spec.get(member));
      }
    }
    String store = spec.path("store").asText(Playground.STORE);
    ProtocolRequest request = ProtocolRequest.of(
            "POST", playground.project(), "/logstores/" + store + "/logs")
        .json(body.toString());
    ProtocolAnswer answer = playground.client().send(request);
    for (int i = 0; i < TRIES_WHILE_INCOMPLETE && incomplete(answer); i++) {
      TimeUnit.MILLISECONDS.sleep(500);
      answer = playground.client().send(request);
    }
    return answer;
  }

  private static boolean incomplete(ProtocolAnswer answer) {
    return answer.json().at("/meta/progress").asText().equals("Incomplete");
  }

  private ProtocolAnswer calls(JsonNode spec) throws IOException {
    for (JsonNode before : spec.path("before")) {
      playground.client().send(request(before));
    }
    JsonNode call = spec.required("call");
    SignatureFlaw flaw =
        SignatureFlaw.valueOf(call.path("sign").asText("NONE").toUpperCase(Locale.ROOT));
    ProtocolAnswer answer = playground.client().with(flaw).send(request(call));
    for (JsonNode after : spec.path("after")) {
      playground.client().send(request(after));
    }
    return answer;
  }

  private ProtocolRequest request(JsonNode call) {
    String project = call.path("project").asText(playground.project());
    ProtocolRequest request = ProtocolRequest.of(
        call.required("method").textValue(), project, call.required("path").textValue());
    for (Map.Entry<String, JsonNode> parameter : call.path("query").properties()) {
      request = request.query(parameter.getKey(), parameter.getValue().asText());
    }
    if (call.has("json")) {
      request = request.json(call.get("json").toString());
    }
    if (call.has("text")) {
      request = request.body(call.get("text").textValue().getBytes(StandardCharsets.UTF_8));
    }
    if (call.has("zeros")) {
      request = request.body(new byte[call.get("zeros").intValue()]);
    }
    for (Map.Entry<String, JsonNode> header : call.path("headers").properties()) {
      request = request.header(header.getKey(), header.getValue().asText());
    }
    return request;
  }
}
