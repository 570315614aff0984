// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One and the same trace in every protocol, over real sockets: what Jaeger's API answers is the same for all, but for what {@link
 * ProtocolLoss#TABLE} says that a protocol cannot express.
 */
class EveryProtocolTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HIGH = 0xfeed_0123_4567_89abL;

  /** Not on a whole millisecond, so that a protocol that rounds is seen. */
  private static final long START_MICROS = Clock.systemUTC().millis() * 1_000 - 2_000_000 + 457;

  private static final String EXPECTED = """
      {"traceID":"@TRACE",
       "spans":[
        {"traceID":"@TRACE","spanID":"0a1b2c3d4e5f6071","flags":1,"operationName":"GET /cart",
         "references":[],"startTime":@START,"duration":250001,
         "tags":[
          {"key":"span.kind","type":"string","value":"server"},
          {"key":"http.status_code","type":"int64","value":503},
          {"key":"load","type":"float64","value":0.25},
          {"key":"cached","type":"bool","value":false},
          {"key":"note","type":"string","value":"żółw \\"7\\""},
          {"key":"error","type":"bool","value":true}],
         "logs":[{"timestamp":@LOG,"fields":[
          {"key":"event","type":"string","value":"retry"},
          {"key":"attempt","type":"int64","value":2}]}],
         "processID":"p1","warnings":null},
        {"traceID":"@TRACE","spanID":"8091a2b3c4d5e6f7","flags":1,"operationName":"pay",
         "references":[
          {"refType":"CHILD_OF","traceID":"@TRACE","spanID":"0a1b2c3d4e5f6071"}],
         "startTime":@CHILD_START,"duration":4321,
         "tags":[
          {"key":"span.kind","type":"string","value":"client"},
          {"key":"card","type":"string","value":"none"}],
         "logs":[],"processID":"p1","warnings":null}],
       "processes":{"p1":{"serviceName":"same-everywhere","tags":[
        {"key":"host.name","type":"string","value":"node-1"},
        {"key":"process.pid","type":"int64","value":4711}]}}}
      """;

  @TempDir
  private static Path dir;

  private static ProgramProcess program;
  private static JaegerApi api;

  @BeforeAll
  static void start() throws Exception {
    program = ProgramProcess.startServer(dir, Ports.anyFree("all-in-one", "--data-dir", "data"));
    api = new JaegerApi(program.url("Send spans"), program.url("Look at traces"));
  }

  @AfterAll
  static void stop() {
    program.close();
  }

  @ParameterizedTest
  @EnumSource
  void sameTrace_isAnsweredTheSame(SpanRoute route) throws Exception {
    OneTrace trace = new OneTrace(new TraceId(HIGH, route.name().hashCode()), START_MICROS);
    route.send(trace, program);
    JsonNode answer = api.eventually(
        "/api/traces/" + trace.id().toHex32(),
        json -> json.path("data").path(0).path("spans").size() == 2);
    JsonNode actual = answer.path("data").path(0);
    ObjectNode expected = expected(trace);
    for (ProtocolLoss loss : ProtocolLoss.TABLE.getOrDefault(route, List.of())) {
      JsonNode before = expected.deepCopy();
      loss.change(expected);
      assertThat((JsonNode) expected).as("effect of %s", loss).isNotEqualTo(before);
    }
    assertThat(actual.path("traceID").asText()).isEqualTo(trace.id().toHex32());
    assertThat(actual.path("processes")).hasSize(1);
    assertThat(JaegerJsonNormalForm.spanLines(actual))
        .isEqualTo(JaegerJsonNormalForm.spanLines(expected));
  }

  private static ObjectNode expected(OneTrace trace) throws Exception {
    String json = EXPECTED
        .replace("@TRACE", trace.id().toHex32())
        .replace("@CHILD_START", Long.toString(START_MICROS + 1_001))
        .replace("@START", Long.toString(START_MICROS))
        .replace("@LOG", Long.toString(START_MICROS + 1_234));
    return (ObjectNode) JSON.readTree(json);
  }
}
