// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.testing.payload.GoldenQuery;
import io.tracingonsls.testing.payload.GoldenQueryCase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What two releases of Jaeger answered to hundreds of requests, asked of us: Thrift bodies in, rows through Log Service's protocol, JSON out.
 * Where we answer like neither of them, that is on purpose and stands in the table.
 */
class GoldenReplayTest {
  private static final Set<String> GROUPS =
      Set.of("services", "operations", "search", "trace", "trace-raw", "trace-id");

  private static final String ALL_SERVICES = "a search without a service searches all services";
  private static final String INFINITE = "infinite numbers are answered as text, not with an error";
  private static final String NOT_FOUND = "an unknown path is 404 with the JSON envelope";
  private static final String BAD_ESCAPE = "a bad escape is named";
  private static final String KIND_CASE = "span.kind is read in either case";
  private static final String NEGATIVE_DURATION =
      "a negative duration becomes zero, with a warning";
  private static final String TWICE = "identical repeats of a span are one span";
  private static final String OWN_WARNING = "the warning has other words";

  private static final Map<String, String> ON_PURPOSE = Map.ofEntries(
      Map.entry("002-services-trailing-slash", NOT_FOUND),
      Map.entry("330-trace-id-trailing-slash", NOT_FOUND),
      Map.entry("338-trace-id-empty", NOT_FOUND),
      Map.entry("016-operations-legacy-bad-escape", BAD_ESCAPE),
      Map.entry("199-search-bad-escape", BAD_ESCAPE),
      Map.entry("017-operations-kind-empty", KIND_CASE),
      Map.entry("025-operations-no-kind", KIND_CASE),
      Map.entry("061-search-tag-float-integral-dot", "12.0 equals 12"),
      Map.entry("098-search-tag-binary-base64", "binary is found by hexadecimal and by Base64"),
      Map.entry("109-search-limit-0", "a limit below 1 is refused"),
      Map.entry("110-search-limit-1", "a limit below 1 is refused"),
      Map.entry(
          "122-search-window-end-only", "without a start, the window is the hour before the end"),
      Map.entry("127-search-window-negative", "a negative time is refused"),
      Map.entry("146-search-duration-negative-max", "a negative duration bound is none"),
      Map.entry("155-search-duration-zero-spans", NEGATIVE_DURATION),
      Map.entry("246-trace-durations", NEGATIVE_DURATION),
      Map.entry("281-trace-raw-durations", NEGATIVE_DURATION),
      Map.entry("184-search-no-service", ALL_SERVICES),
      Map.entry("185-search-nothing", ALL_SERVICES),
      Map.entry("187-search-no-service-with-operation", ALL_SERVICES),
      Map.entry("188-search-no-service-with-tag", ALL_SERVICES),
      Map.entry("202-search-inf", INFINITE),
      Map.entry("237-trace-float-inf", INFINITE),
      Map.entry("222-trace-missing-parent", OWN_WARNING),
      Map.entry("229-trace-references-zero", OWN_WARNING),
      Map.entry("266-trace-raw-duplicate-identical", TWICE),
      Map.entry("329-trace-id-base64-unpadded", "Base64 ids may come without padding"));

  @TempDir
  private Path dir;

  @Test
  void everyAnswer_isJaegersOrDiffersOnPurpose() throws Exception {
    // The data set is from 2026 and must neither expire nor be too old to search.
    try (ProgramProcess program = ProgramProcess.startServer(
        dir,
        Ports.anyFree(
            "all-in-one",
            "--data-dir=data",
            "--aliyun-log.ttl-days=3650",
            "--aliyun-log.max-query-duration=87600h"))) {
      JaegerApi api = new JaegerApi(program.url("Send spans"), program.url("Look at traces"));
      for (byte[] batch : GoldenQuery.batches()) {
        assertThat(api.post(batch)).isEqualTo(202);
      }
      api.eventually("/api/services", json -> json.path("total").asInt() == 46);
      Map<String, RawHttp.Answer> differing = new TreeMap<>();
      List<String> asked = new ArrayList<>();
      for (GoldenQueryCase recorded : GoldenQuery.cases()) {
        if (GROUPS.contains(recorded.group()) && !recorded.content().has("settings")) {
          RawHttp.Answer answer =
              RawHttp.send(program.url("Look at traces"), recorded.method(), recorded.target());
          asked.add(recorded.file());
          if (!GoldenAnswer.matches(recorded, answer)) {
            differing.put(recorded.file().replace(".json", ""), answer);
          }
        }
      }
      assertThat(asked).hasSizeGreaterThan(200);
      differing.keySet().removeAll(ON_PURPOSE.keySet());
      assertThat(differing).isEmpty();
    }
  }
}
