// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SdkSlsClient;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Logstores of older products: their layout is written and read, and rows of several writers in one store are all found. */
class OlderDataTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private final long nowMicros = Clock.systemUTC().millis() * 1000;
  private final long start = nowMicros - 60_000_000;

  private static ReadContext read() {
    return ReadContext.within(Duration.ofSeconds(30));
  }

  private TraceQuery lastHour() {
    return TraceQuery.of(
        TimeRange.ofMicros(nowMicros - 3_600_000_000L, nowMicros + 60_000_000L), 20);
  }

  private static List<TraceId> find(TraceStorage storage, TraceQuery query) {
    return storage.spanReader().findTraceIds(query, read()).stream()
        .map(TraceMatch::traceId)
        .toList();
  }

  private static List<TraceSpan> fetch(TraceStorage storage, TraceId id) {
    List<TraceSpan> spans = new ArrayList<>();
    storage.spanReader().fetch(TraceFetch.of(id), read(), chunk -> spans.addAll(chunk.spans()));
    return spans;
  }

  private static SlsClient client(String project) {
    SlsSettings settings = SlsSettings.parse(
        LocalStorages.settings(SERVICE, project),
        SlsDefaults.LOCAL,
        LocalStorages.CONTEXT,
        Map.of());
    return new SdkSlsClient(settings.endpoint(), settings.credentials(), "10.0.0.1");
  }

  private Span span(long id, long parent, String name) {
    Span.Builder span = Span.builder()
        .traceId(new TraceId(0, 0x0a1b2c3d4e5f6071L))
        .spanId(new SpanId(id))
        .parentSpanId(new SpanId(parent))
        .jaegerFlags(1)
        .name(name)
        .startNanos((start + id) * 1000)
        .durationNanos(5_000_000)
        .attributes(Attributes.builder()
            .put("span.kind", "server")
            .put("http.status_code", 500)
            .put("error", true)
            .put("free.tag", "not indexed " + id)
            .build())
        .events(List.of(new SpanEvent(
            start * 1000, "", Attributes.builder().put("event", "e" + id).build())));
    if (parent != 0) {
      span.links(List.of(SpanLink.reference(
          ReferenceType.CHILD_OF, new TraceId(0, 0x0a1b2c3d4e5f6071L), new SpanId(parent))));
    }
    return span.build();
  }

  @Test
  void legacyLayout_isWrittenSearchedAndRead() throws Exception {
    try (TraceStorage storage = LocalStorages.open(SERVICE, "legacy", "layout", "jaeger-legacy")) {
      Attributes process = Attributes.builder().put("hostname", "h1").build();
      SpanBatch batch = SpanBatch.of(
          ResourceSpans.of(
              Resource.ofService("front end", process), List.of(span(1, 0, "GET /a b"))),
          ResourceSpans.of(Resource.ofService("back/end", process), List.of(span(2, 1, "op"))));
      storage
          .spanWriter()
          .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(20))))
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
      TraceId id = new TraceId(0, 0x0a1b2c3d4e5f6071L);
      assertThat(fetch(storage, id)).containsExactlyInAnyOrderElementsOf(batch.flatten());
      TraceQuery all = lastHour();
      assertThat(find(storage, all.withService("front end"))).containsExactly(id);
      assertThat(find(storage, all.withService("end front"))).isEmpty();
      assertThat(find(storage, all.withService("front end").withOperation("GET /a b")))
          .containsExactly(id);
      assertThat(find(storage, all.withOperation("GET /b a"))).isEmpty();
      assertThat(find(storage, tagged(all, "http.status_code", "500"))).containsExactly(id);
      assertThat(find(storage, tagged(all, "free.tag", "not indexed 2"))).containsExactly(id);
      assertThat(find(storage, tagged(all, "free.tag", "not indexed 3"))).isEmpty();
      assertThat(find(storage, tagged(all, "event", "e2"))).containsExactly(id);
      assertThat(find(storage, tagged(all, "error", "true"))).containsExactly(id);
      assertThat(find(storage, all.withDurations(5_000_000, 5_000_000))).containsExactly(id);
      assertThat(find(storage, all.withDurations(5_001_000, 0))).isEmpty();
      assertThat(storage.catalogReader().services(read())).containsExactly("back/end", "front end");
      assertThat(storage.catalogReader().operations("front end", null, read()))
          .containsExactly(new Operation("GET /a b", SpanKind.SERVER));
      assertThat(storage.dependencyReader().links(all.start(), read()))
          .containsExactly(new DependencyLink("front end", "back/end", 1, 1, 5_000_000, 5_000_000));
      assertThat(
              storage.spanReader().summaries(TraceFetch.of(id), read()).get(0).errorSpanCount())
          .isEqualTo(2);
    }
  }

  private static TraceQuery tagged(TraceQuery query, String key, String value) {
    return query.withPredicate(SpanPredicate.attribute(key, value));
  }

  @Test
  void rowsOfSeveralWriters_formOneTrace() {
    String project = "mixed";
    TraceId id = new TraceId(0, 0x0a1b2c3d4e5f6071L);
    try (SlsClient client = client(project);
        TraceStorage storage = LocalStorages.open(SERVICE, project)) {
      client.putLogs(
          "jaeger-span",
          RawRows.logGroup(
              nowMicros / 1_000_000,
              List.of(
                  exporter("00000000000000000a1b2c3d4e5f6071", "00000000000000aa", ""),
                  exporter("0a1b2c3d4e5f6071", "00000000000000bb", "00000000000000aa"),
                  exporter("a1b2c3d4e5f6071", "cc", "bb"))));
      assertThat(fetch(storage, id)).hasSize(3);
      assertThat(find(storage, lastHour().withService("shop"))).containsExactly(id);
      assertThat(find(storage, tagged(lastHour(), "s", "text"))).containsExactly(id);
      assertThat(find(storage, tagged(lastHour(), "ip", "10.0.0.7"))).containsExactly(id);
      assertThat(find(storage, tagged(lastHour(), "host.name", "h7"))).containsExactly(id);
      assertThat(find(storage, tagged(lastHour(), "error", "true"))).containsExactly(id);
      assertThat(find(storage, tagged(lastHour(), "span.kind", "client"))).containsExactly(id);
    }
  }

  private Map<String, String> exporter(String trace, String span, String parent) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("host", "h7");
    row.put("service", "shop");
    row.put("resource", "{\"ip\":\"10.0.0.7\"}");
    row.put("otlp.name", "");
    row.put("traceID", trace);
    row.put("spanID", span);
    row.put("parentSpanID", parent);
    row.put("kind", "client");
    row.put("name", "buy");
    row.put("links", "[]");
    row.put("logs", "[]");
    row.put("start", Long.toString(start));
    row.put("end", Long.toString(start + 1000));
    row.put("duration", "1000");
    row.put("attribute", "{\"s\":\"text\",\"n\":1}");
    row.put("statusCode", "ERROR");
    return row;
  }

  /** The index of a Trace instance knows nothing of ours, and its JSON objects may have an index of their texts only. */
  @Test
  void foreignIndex_findsNumbersBoolsEventsAndLinks() throws IOException {
    String project = "foreign-index";
    TraceId id = new TraceId(0, 0xd1);
    try (SlsClient client = client(project)) {
      client.createProject("test");
      client.createLogstore(new LogstoreSpec("jaeger-span", 30, 2, 8));
      client.createIndex("jaeger-span", foreign());
      try (TraceStorage storage = LocalStorages.open(SERVICE, project)) {
        Map<String, String> row = exporter("d1", "00000000000000aa", "");
        row.put("attribute", "{\"s\":\"text\",\"n\":404,\"d\":2.50,\"b\":false,\"t\":\"17\"}");
        row.put("resource", "{\"replicas\":3}");
        row.put(
            "logs",
            "[{\"name\":\"retry\",\"time\":" + start * 1000
                + ",\"attribute\":{\"why\":\"too slow\",\"attempt\":7}}]");
        row.put(
            "links",
            "[{\"traceID\":\"00000000000000000000000000000002\",\"spanID\":\"0000000000000003\","
                + "\"attribute\":{\"reason\":\"batched\"}}]");
        client.putLogs(
            "jaeger-span",
            RawRows.logGroup(
                nowMicros / 1_000_000, List.of(row, exporter("e1", "00000000000000ab", ""))));
        for (String tag : List.of(
            "s=text",
            "n=404",
            "d=2.5",
            "b=false",
            "t=17",
            "replicas=3",
            "why=too slow",
            "attempt=7",
            "reason=batched")) {
          String[] pair = tag.split("=", -1);
          TraceQuery query = tagged(lastHour(), pair[0], pair[1]);
          if (!tag.equals("s=text")) {
            assertThat(find(storage, query)).as(tag).containsExactly(id);
            assertThat(find(storage, query.withService("shop"))).as(tag).containsExactly(id);
            assertThat(find(storage, query.withService("other"))).as(tag).isEmpty();
          } else {
            assertThat(find(storage, query)).hasSize(2);
          }
        }
        for (String tag : List.of("n=40", "b=true", "t=1", "why=slow", "attempt=8", "n=text")) {
          String[] pair = tag.split("=", -1);
          assertThat(find(storage, tagged(lastHour(), pair[0], pair[1])))
              .as(tag)
              .isEmpty();
        }
      }
    }
  }

  private static String foreign() throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode index = (ObjectNode) json.readTree(SpanLayout.SLS_TRACE.indexJson());
    ObjectNode keys = (ObjectNode) index.get("keys");
    for (String ours : List.of(
        "jaeger.find", "jaeger.ext", "jaeger.nano", "jaeger.warnings", "otlp.attribute", "flags")) {
      assertThat(keys.remove(ours)).as(ours).isNotNull();
    }
    return json.writeValueAsString(index);
  }

  /** An index with the keys of both layouts: rows of both are found by one search. */
  @Test
  void logstoreOfBothLayouts_isSearchedInBoth() throws Exception {
    String project = "both";
    try (SlsClient client = client(project)) {
      client.createProject("test");
      client.createLogstore(new LogstoreSpec("jaeger-span", 30, 2, 8));
      client.createIndex("jaeger-span", merged());
      try (TraceStorage storage = LocalStorages.open(SERVICE, project)) {
        Map<String, String> legacy = new LinkedHashMap<>();
        legacy.put("traceID", "b1");
        legacy.put("spanID", "1");
        legacy.put("parentSpanID", "0");
        legacy.put("operationName", "buy");
        legacy.put("startTime", Long.toString(start * 1000));
        legacy.put("duration", "1000000");
        legacy.put("process.serviceName", "shop");
        client.putLogs(
            "jaeger-span",
            RawRows.logGroup(
                nowMicros / 1_000_000, List.of(legacy, exporter("c1", "00000000000000aa", ""))));
        TraceQuery query = lastHour().withService("shop").withOperation("buy");
        assertThat(find(storage, query))
            .containsExactlyInAnyOrder(new TraceId(0, 0xb1), new TraceId(0, 0xc1));
        assertThat(find(storage, query.withDurations(1_000_000, 1_000_000))).hasSize(2);
        assertThat(storage.catalogReader().services(read())).containsExactly("shop");
        assertThat(fetch(storage, new TraceId(0, 0xb1)).get(0).span().startNanos())
            .isEqualTo(start * 1000);
      }
    }
  }

  private static String merged() {
    String legacy = SpanLayout.JAEGER_LEGACY.indexJson();
    String keys = SpanLayout.SLS_TRACE.indexJson();
    String more = keys.substring(keys.indexOf("\"keys\":{") + 8, keys.lastIndexOf("}}"));
    for (String shared : List.of("traceID", "spanID", "parentSpanID", "duration")) {
      more = more.replaceFirst("\"" + shared + "\":\\{[^{}]*\\},", "");
    }
    return legacy.replace("\"keys\":{", "\"keys\":{" + more + ",");
  }
}
