// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.storage.LogQuery;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRoutesTest {
  private final List<LogQuery.LogRequest> asked = new ArrayList<>();

  private final LogQuery logs = new LogQuery() {
    @Override
    public LogResult query(LogRequest request, ReadContext context) {
      asked.add(request);
      if (request.query().equals("bad")) {
        throw new StorageException(StorageError.INVALID_QUERY, "line 1:1: what is 'bad'");
      }
      return new LogResult(
          List.of("service", "n"),
          List.of("varchar", "bigint"),
          List.of(Map.of("service", "a\"<")),
          false);
    }

    @Override
    public List<HistogramBucket> histogram(LogRequest request, ReadContext context) {
      asked.add(request);
      return List.of(new HistogramBucket(10, 20, 7, true));
    }
  };

  private ServedStorage served() {
    ServedStorage served = new ServedStorage(settings ->
        settings.explorableLogstores(ExplorableLogstore.parse(List.of("envoy-access:trace_id"))));
    served.storage.logQuery = logs;
    return served;
  }

  @Test
  void rows_comeWithColumnsAndTypes() throws Exception {
    try (ServedStorage served = served()) {
      RawHttp.Answer answer = served.get(
          "/api/logs?query=*&from=1&to=2&line=5&offset=3&reverse=true&logstore=envoy-access");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .isEqualTo("{\"columns\":[\"service\",\"n\"],\"types\":[\"varchar\",\"bigint\"],"
              + "\"rows\":[{\"service\":\"a\\\"<\"}],\"complete\":false}");
      assertThat(asked)
          .containsExactly(new LogQuery.LogRequest("envoy-access", "*", 1, 2, 5, 3, true));
    }
  }

  @Test
  void histogram_listsBuckets() throws Exception {
    try (ServedStorage served = served()) {
      assertThat(served.get("/api/logs/histogram?from=1&to=2").text())
          .isEqualTo("{\"buckets\":[{\"from\":10,\"to\":20,\"count\":7}],\"complete\":true}");
    }
  }

  @Test
  void storesOwnErrors_reachTheUser() throws Exception {
    try (ServedStorage served = served()) {
      RawHttp.Answer answer = served.get("/api/logs?query=bad");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("what is 'bad'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "logstore=secret",
        "from=5&to=5",
        "from=-1&to=5",
        "line=0",
        "line=101",
        "offset=-1",
        "from=x",
        "reverse=maybe"
      })
  void badRequests_areRefusedBeforeTheStoreIsAsked(String parameters) throws Exception {
    try (ServedStorage served = served()) {
      assertThat(served.get("/api/logs?" + parameters).status()).isEqualTo(400);
      assertThat(asked).isEmpty();
    }
  }

  @Test
  void tagKeysAndValues_areSuggested() throws Exception {
    try (ServedStorage served = served()) {
      assertThat(served.get("/api/tags?prefix=no-such").text()).contains("\"data\":null");
      assertThat(served.get("/api/tags/values").status()).isEqualTo(400);
    }
  }
}
