// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad requests for each receiver over HTTP, one row each: the status, a counter that moved where nothing was taken, no stack trace and no echo in the
 * answer, and a good request right after. What gRPC, TChannel and UDP do with the like is in the tests of those receivers; heads and framing of
 * HTTP are the server kit's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileSpansTest {
  private static final String THRIFT = "application/x-thrift";
  private static final String PROTO = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String SCRIPT = "\"><script>alert(1)</script>";

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer,
      CollectorFixture.settings(),
      ReceiverKind.JAEGER_HTTP,
      ReceiverKind.ZIPKIN,
      ReceiverKind.OTLP_HTTP);

  @AfterAll
  void stop() {
    collector.close();
    assertThat(collector.accountsAddUp()).isTrue();
  }

  /** One request; {@code spans} says how many are stored of it. */
  private record Row(
      String name,
      ReceiverKind kind,
      String path,
      String type,
      String encoding,
      Supplier<byte[]> body,
      int status,
      int spans) {
    @Override
    public String toString() {
      return kind + ": " + name;
    }

    Row encoded(String coding) {
      return new Row(name, kind, path, type, coding, body, status, spans);
    }
  }

  private static Row thrift(String name, byte[] body, int status, int spans) {
    return new Row(
        name, ReceiverKind.JAEGER_HTTP, "/api/traces", THRIFT, "", () -> body, status, spans);
  }

  private static Row zipkin(String name, String path, String type, byte[] body, int status) {
    int spans = status == 202 ? 1 : 0;
    return new Row(name, ReceiverKind.ZIPKIN, path, type, "", () -> body, status, spans);
  }

  private static Row zipkinV2(String name, String body, int status) {
    return zipkin(name, "/api/v2/spans", JSON, body.getBytes(UTF_8), status);
  }

  private static Row otlp(String name, String type, byte[] body, int status, int spans) {
    return new Row(name, ReceiverKind.OTLP_HTTP, "/v1/traces", type, "", () -> body, status, spans);
  }

  static Stream<Row> requests() throws IOException {
    return Stream.of(thriftRows(), zipkinRows(), otlpRows()).flatMap(List::stream);
  }

  private static List<Row> thriftRows() throws IOException {
    byte[] whole = batch(TestSpans.span(1).build());
    List<Row> rows = new ArrayList<>(List.of(
        thrift("empty body", new byte[0], 400, 0),
        thrift("cut short", Arrays.copyOf(whole, whole.length - 30), 400, 0),
        thrift("one byte more", Arrays.copyOf(whole, whole.length + 1), 202, 1),
        thrift("a count of -1", spansOf(12, -1), 400, 0),
        thrift("a count of -2^31", spansOf(12, Integer.MIN_VALUE), 400, 0),
        thrift("a count of 10 million", spansOf(12, 9_999_999), 400, 0),
        thrift("a count of 2^31 - 1", spansOf(12, Integer.MAX_VALUE), 400, 0),
        thrift("a list of another type", spansOf(11, 1), 400, 0),
        thrift("no process", new byte[] {15, 0, 2, 12, 0, 0, 0, 0, 0}, 400, 0),
        thrift("no spans", new byte[] {12, 0, 1, 11, 0, 1, 0, 0, 0, 1, 'a', 0, 0}, 400, 0),
        thrift("only zeros", new byte[100_000], 400, 0),
        new Row(
            "text/plain",
            ReceiverKind.JAEGER_HTTP,
            "/api/traces",
            "text/plain",
            "",
            () -> whole,
            400,
            0),
        new Row(
            SCRIPT,
            ReceiverKind.JAEGER_HTTP,
            "/api/traces",
            "a/" + SCRIPT,
            "",
            () -> whole,
            400,
            0),
        thrift("gzip of rubbish", whole, 400, 0).encoded("gzip"),
        thrift("gzip cut short", Arrays.copyOf(gzip(whole), 30), 400, 0).encoded("gzip"),
        thrift("a bomb", gzip(new byte[80 << 20]), 413, 0).encoded("gzip"),
        thrift("an unknown encoding", whole, 415, 0).encoded("foo"),
        thrift("an encoding twice", gzip(gzip(whole)), 415, 0).encoded("gzip, gzip")));
    rows.addAll(thriftSpanRows());
    return rows;
  }

  private static List<Row> thriftSpanRows() {
    Span.Builder span = TestSpans.span(1);
    return List.of(
        thrift("a tag of 10 MB", batch(tagged("k", "x".repeat(10 << 20))), 202, 1),
        thrift("1000 tags of a name", batch(manyTags(1000)), 202, 1),
        thrift("zero trace id", batch(span.traceId(TraceId.ZERO).build()), 202, 0),
        thrift(
            "negative duration", batch(TestSpans.span(1).durationNanos(-5_000).build()), 202, 1),
        thrift("a start before 1970", batch(TestSpans.span(1).startNanos(-1_000).build()), 202, 1),
        thrift("end of time", batch(endOfTime()), 202, 1),
        thrift("its own parent", batch(child(5, 5)), 202, 1),
        thrift(
            "a cycle and two roots",
            batch(child(5, 6), child(6, 5), child(7, 0), child(8, 0)),
            202,
            4),
        thrift("a service without name", service("", child(1, 0)), 202, 1),
        thrift("a service of 1 MB", service("s".repeat(1 << 20), child(1, 0)), 202, 1),
        thrift("markup as service", service(SCRIPT, child(1, 0)), 202, 1),
        thrift("strange keys", batch(strangeKeys()), 202, 1));
  }

  private static List<Row> zipkinRows() {
    String proto = "/api/v2/spans";
    return List.of(
        zipkinV2("trace id xyz", zipkinSpan("xyz", ""), 400),
        zipkinV2("trace id of 40 digits", zipkinSpan("0".repeat(39) + "1", ""), 400),
        zipkinV2("trace id of zeros", zipkinSpan("0".repeat(32), ""), 400),
        zipkinV2("trace id in upper case", zipkinSpan("0".repeat(31) + "A", ""), 202),
        zipkinV2("markup as id", zipkinSpan("<script>", ""), 400),
        zipkinV2(
            "numbers and booleans as tags", zipkinSpan("a", ",\"tags\":{\"n\":1,\"b\":true}"), 202),
        zipkinV2("null as tag", zipkinSpan("a", ",\"tags\":{\"n\":null}"), 202),
        zipkinV2("a list as tag", zipkinSpan("a", ",\"tags\":{\"n\":[1]}"), 400),
        zipkinV2("empty body", "", 400),
        zipkinV2("no list", "{}", 400),
        zipkinV2("no end", "[" + zipkinSpan("a", "").substring(1, 30), 400),
        zipkinV2("100,000 opening brackets", "[".repeat(100_000), 400),
        zipkinV2("a time of 2^63", zipkinSpan("a", ",\"timestamp\":9223372036854775808"), 400),
        zipkin(
            "a list of 2^31 - 1", "/api/v1/spans", THRIFT, new byte[] {12, 127, -1, -1, -1}, 400),
        zipkin("rubbish as protobuf", proto, PROTO, new byte[] {10, -1, -1, -1, -1, 7}, 400),
        zipkin("JSON as protobuf", proto, PROTO, zipkinSpan("a", "").getBytes(UTF_8), 400),
        zipkin("JSON as Thrift", "/api/v1/spans", THRIFT, zipkinSpan("a", "").getBytes(UTF_8), 400),
        zipkin("protobuf as JSON", proto, JSON, new byte[] {10, 2, 8, 1}, 400));
  }

  private static List<Row> otlpRows() {
    byte[] whole = OtlpProto.exportRequest(TestSpans.batch(1)).toByteArray();
    byte[] groups = new byte[100_000];
    Arrays.fill(groups, (byte) 0x0b);
    byte[] unknown = Arrays.copyOf(whole, whole.length + 3);
    unknown[whole.length] = (byte) 0xf8;
    unknown[whole.length + 1] = 0x7f;
    unknown[whole.length + 2] = 1;
    return List.of(
        otlp("rubbish", PROTO, "not protobuf".getBytes(UTF_8), 400, 0),
        otlp("cut short", PROTO, Arrays.copyOf(whole, whole.length - 3), 400, 0),
        otlp("100,000 groups", PROTO, groups, 400, 0),
        otlp("a length of 2^31 - 1", PROTO, new byte[] {10, -1, -1, -1, -1, 7, 1}, 400, 0),
        otlp("unknown fields", PROTO, unknown, 200, 1),
        otlp("text/plain", "text/plain", whole, 415, 0),
        otlp("half a document", JSON, "{\"resourceSpans\":[".getBytes(UTF_8), 400, 0),
        otlp("a short id", JSON, otlpJson("abc", "").getBytes(UTF_8), 200, 1),
        otlp("1000 lists in each other", JSON, nested(1000).getBytes(UTF_8), 200, 1),
        otlp("100,000 lists in each other", JSON, nested(100_000).getBytes(UTF_8), 413, 0));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void isAnsweredAndCounted(Row row) {
    long refused = refused();
    int before = writer.spanCount();
    HttpResponse<String> answer = row.encoding().isEmpty()
        ? collector.post(row.kind(), row.path(), row.body().get(), "Content-Type", row.type())
        : collector.post(
            row.kind(),
            row.path(),
            row.body().get(),
            "Content-Type",
            row.type(),
            "Content-Encoding",
            row.encoding());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "<script>");
    assertThat(writer.spanCount() - before).isEqualTo(row.spans());
    if (row.status() >= 400) {
      assertThat(refused() - refused).isEqualTo(1);
    }
    assertThat(collector
            .post(
                ReceiverKind.JAEGER_HTTP,
                "/api/traces",
                batch(TestSpans.span(1).build()),
                "Content-Type",
                THRIFT)
            .statusCode())
        .isEqualTo(202);
  }

  private long refused() {
    return (long) collector.registry.scrape().stream()
        .filter(
            metric -> metric.getMetadata().getName().equals("jaeger_collector_requests_refused"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static byte[] batch(Span... spans) {
    return service("shop", spans);
  }

  private static byte[] service(String name, Span... spans) {
    return JaegerThrift.encodeBatch(
        ResourceSpans.of(Resource.ofService(name, Attributes.empty()), List.of(spans)));
  }

  /** A batch whose list of spans says that it has so many of a type, and has none. */
  private static byte[] spansOf(int type, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {12, 0, 1, 11, 0, 1, 0, 0, 0, 1, 'a', 0, 15, 0, 2, (byte) type});
    out.writeInt(count);
    out.writeByte(0);
    return bytes.toByteArray();
  }

  private static Span tagged(String key, String value) {
    return TestSpans.span(1)
        .attributes(Attributes.builder().put(key, value).build())
        .build();
  }

  private static Span manyTags(int count) {
    Attributes.Builder tags = Attributes.builder();
    for (int i = 0; i < count; i++) {
      tags.put("k", i);
    }
    return TestSpans.span(1).attributes(tags.build()).build();
  }

  private static Span strangeKeys() {
    Attributes.Builder tags = Attributes.builder();
    for (String key : List.of(
        "",
        "a.b",
        "a:b",
        "a b",
        "\"",
        "\\",
        "*",
        "|",
        "\n",
        "\u4e2d\u6587",
        "k".repeat(10_000),
        "a.b")) {
      tags.put(key, "v");
    }
    return TestSpans.span(1).attributes(tags.build()).build();
  }

  private static Span endOfTime() {
    return TestSpans.span(1)
        .startNanos(Long.MAX_VALUE - 807)
        .durationNanos(Long.MAX_VALUE - 807)
        .build();
  }

  private static Span child(long id, long parent) {
    return TestSpans.span(id).parentSpanId(new SpanId(parent)).build();
  }

  private static String zipkinSpan(String traceId, String rest) {
    return "[{\"traceId\":\"" + traceId + "\",\"id\":\"000000000000000a\",\"name\":\"n\"" + rest
        + "}]";
  }

  private static String otlpJson(String traceId, String attributes) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"" + traceId
        + "\",\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"n\",\"attributes\":[" + attributes
        + "]}]}]}]}";
  }

  private static String nested(int depth) {
    String open = "{\"arrayValue\":{\"values\":[";
    return otlpJson(
        "5b8efff798038103d269b633813fc60c",
        "{\"key\":\"k\",\"value\":" + open.repeat(depth) + "]}}".repeat(depth) + "}");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
