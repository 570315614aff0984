// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays every captured request against the real server on the same spans. An answer must be one that a Jaeger release gave, or be listed in
 * {@code golden-differences.json} with the reason and our own answer.
 */
class GoldenReplayTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-25T00:00:00Z"), ZoneOffset.UTC);
  private static final String DIFFERENCES = "golden-differences.json";
  /** A file to write the answers of all unlisted differences to, for review. */
  private static final String PROPOSALS = System.getenv().getOrDefault("GOLDEN_PROPOSALS", "");

  private static final MemoryTraceStorage PLAIN = new MemoryTraceStorage();
  private static final MemoryTraceStorage SKEWED = new MemoryTraceStorage();
  private static final MemoryTraceStorage ARCHIVE = new MemoryTraceStorage();
  private static final ArrayNode UNLISTED = NormalForm.JSON.createArrayNode();
  private static QueryServer plain;
  private static QueryServer skewed;

  @BeforeAll
  static void start() throws Exception {
    for (JsonNode file : GoldenCase.index().path("loadOrder")) {
      try (InputStream in = GoldenCase.open("dataset/" + file.asText())) {
        SpanBatch batch = named(JaegerThrift.decodeBatch(ByteBuffer.wrap(in.readAllBytes())));
        write(PLAIN, batch);
        write(SKEWED, batch);
      }
    }
    QuerySettings.Builder settings = QuerySettings.builder()
        .httpAddress(new HostPort("127.0.0.1", 0))
        .grpcAddress(new HostPort("127.0.0.1", 0))
        .clock(CLOCK);
    plain = QueryServer.start(settings.build(), new WithoutMetrics(PLAIN), null);
    skewed =
        QueryServer.start(settings.maxClockSkew(Duration.ofSeconds(10)).build(), SKEWED, ARCHIVE);
  }

  /** What the collector's sanitizer does to spans without a service. */
  private static SpanBatch named(SpanBatch batch) {
    List<ResourceSpans> resources = new ArrayList<>();
    for (ResourceSpans each : batch.resources()) {
      resources.add(
          each.resource().serviceName().isEmpty()
              ? new ResourceSpans(
                  Resource.ofService("empty-service-name", each.resource().tags()), each.scopes())
              : each);
    }
    return new SpanBatch(resources);
  }

  private static void write(MemoryTraceStorage storage, SpanBatch batch) {
    storage
        .spanWriter()
        .write(batch, new WriteContext("", Deadline.after(Duration.ofSeconds(5))))
        .toCompletableFuture()
        .join();
  }

  @AfterAll
  static void stop() throws IOException {
    plain.close();
    skewed.close();
    if (!PROPOSALS.isEmpty()) {
      Files.writeString(Path.of(PROPOSALS), UNLISTED.toPrettyString());
    }
  }

  @TestFactory
  List<DynamicTest> answers() throws IOException {
    Map<String, JsonNode> differences = differences();
    List<DynamicTest> tests = new ArrayList<>();
    for (GoldenCase golden : GoldenCase.all()) {
      JsonNode difference = differences.remove(golden.file());
      tests.add(DynamicTest.dynamicTest(golden.file(), () -> check(golden, difference)));
    }
    tests.add(DynamicTest.dynamicTest(
        "everyListedDifference_isACase", () -> assertThat(differences).isEmpty()));
    return tests;
  }

  private static Map<String, JsonNode> differences() throws IOException {
    Map<String, JsonNode> byFile = new HashMap<>();
    try (InputStream in = GoldenReplayTest.class.getResourceAsStream(DIFFERENCES)) {
      NormalForm.JSON
          .readTree(in)
          .forEach(difference -> byFile.put(difference.path("case").asText(), difference));
    }
    return byFile;
  }

  private static void check(GoldenCase golden, JsonNode difference) throws IOException {
    RawHttp.Answer answer = golden.replay((golden.hasSettings() ? skewed : plain).httpPort());
    if (difference == null) {
      if (!golden.accepts(answer)) {
        propose(golden, answer);
      }
      assertThat(golden.accepts(answer))
          .as(
              "%s answered %s %s%n%s%nexpected one of%n%s",
              golden.file(),
              answer.status(),
              answer.header("Content-Type"),
              NormalForm.of(answer.text()),
              golden.goldenText())
          .isTrue();
      return;
    }
    assertThat(golden.accepts(answer)).as("listed as different, but is not").isFalse();
    assertThat(difference.path("reason").asText()).isNotBlank();
    assertThat(answer.status()).isEqualTo(difference.path("status").asInt());
    assertThat(answer.header("Content-Type"))
        .isEqualTo(difference.path("contentType").asText());
    if (difference.has("bodyStart")) {
      assertThat(NormalForm.of(answer.text()))
          .startsWith(difference.path("bodyStart").asText());
    }
    if (difference.has("body")) {
      assertThat(NormalForm.of(answer.text())).isEqualTo(difference.path("body").asText());
    }
  }

  private static void propose(GoldenCase golden, RawHttp.Answer answer) {
    ObjectNode proposal = UNLISTED.addObject();
    proposal.put("case", golden.file());
    proposal.put("reason", "");
    proposal.put("status", answer.status());
    proposal.put("contentType", answer.header("Content-Type"));
    proposal.put("body", NormalForm.of(answer.text()));
  }
}
