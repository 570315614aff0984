// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.common.Histogram;
import com.aliyun.openservices.log.common.LogContent;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.QueriedLog;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.GetLogsRequest;
import com.aliyun.openservices.log.response.GetHistogramsResponse;
import com.aliyun.openservices.log.response.GetLogsResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Searches, SQL and histograms with the unmodified Java SDK. */
final class SdkQueryTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final String PROJECT = "query-project";
  private static final int T = 1_700_000_000;
  private static Client client;
  private static Client v4;

  @BeforeAll
  static void fill() throws LogException {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    v4 = SdkClients.v4(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    client.CreateProject(PROJECT, "");
    client.CreateLogStore(PROJECT, new LogStore("spans", 3650, 2));
    client.CreateIndex(PROJECT, "spans", SdkAdminTest.spanIndex());
    for (int i = 0; i < 250; i++) {
      byte[] group = TestGroup.of("topic" + i % 2, "10.0.0." + i % 5)
          .tag("host", "h1")
          .log(
              T + i,
              i % 10 == 0 ? 5 : -1,
              "traceID",
              "trace-" + i / 10,
              "duration",
              Integer.toString(i),
              "tags",
              "{\"http.status_code\":\"" + (i % 3 == 0 ? 500 : 200) + "\",\"quote\":\"a\\\"b\"}",
              "plain",
              "not indexed as a key 你好",
              "empty",
              "")
          .toBytes();
      client.PutLogs(PROJECT, "spans", group, "lz4", null);
    }
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    v4.shutdown();
  }

  private static GetLogsResponse search(String query) throws LogException {
    return client.GetLogs(PROJECT, "spans", T, T + 250, "", query);
  }

  private static void invalid(String message, ThrowingCallable call) {
    assertThatExceptionOfType(LogException.class).isThrownBy(call).satisfies(e -> {
      assertThat(e.getHttpCode()).isEqualTo(400);
      assertThat(e.GetErrorCode()).isEqualTo("ParameterInvalid");
      assertThat(e.GetErrorMessage()).contains(message);
    });
  }

  private static Map<String, String> fields(QueriedLog log) {
    Map<String, String> fields = new TreeMap<>();
    for (LogContent content : log.GetLogItem().GetLogContents()) {
      fields.put(content.GetKey(), content.GetValue());
    }
    return fields;
  }

  @Test
  void search_returnsWholeLogs() throws LogException {
    GetLogsResponse response = search("traceID: \"trace-3\" and duration = 30");
    assertThat(response.IsCompleted()).isTrue();
    assertThat(response.GetCount()).isEqualTo(1);
    QueriedLog log = response.getLogs().get(0);
    assertThat(log.GetSource()).isEqualTo("10.0.0.0");
    assertThat(log.GetLogItem().GetTime()).isEqualTo(T + 30);
    assertThat(log.GetLogItem().GetTimeNsPart()).isEqualTo(5);
    assertThat(fields(log))
        .containsEntry("traceID", "trace-3")
        .containsEntry("plain", "not indexed as a key 你好")
        .containsEntry("empty", "")
        .containsEntry("__tag__:host", "h1")
        .containsEntry("__topic__", "topic0")
        .containsEntry("tags", "{\"http.status_code\":\"500\",\"quote\":\"a\\\"b\"}");
  }

  @Test
  void search_pagesOfAtMostAHundred() throws LogException {
    assertThat(search("*").GetCount()).isEqualTo(100);
    assertThat(client.GetLogs(PROJECT, "spans", T, T + 250, "", "*", 1000, 0, false)
            .GetCount())
        .isEqualTo(100);
    assertThat(client.GetLogs(PROJECT, "spans", T, T + 250, "", "*", 100, 200, false)
            .GetCount())
        .isEqualTo(50);
    assertThat(client.GetLogs(PROJECT, "spans", T, T + 250, "", "*", 100, 300, false)
            .GetCount())
        .isZero();
  }

  @Test
  void search_orderAndRange() throws LogException {
    GetLogsResponse newest = client.GetLogs(PROJECT, "spans", T, T + 250, "", "*", 2, 0, true);
    assertThat(newest.getLogs())
        .extracting(l -> l.GetLogItem().GetTime())
        .containsExactly(T + 249, T + 248);
    GetLogsResponse one = client.GetLogs(PROJECT, "spans", T + 7, T + 8, "", "");
    assertThat(one.getLogs()).extracting(l -> l.GetLogItem().GetTime()).containsExactly(T + 7);
    assertThat(v4.GetLogs(PROJECT, "spans", T, T + 10, "topic1", "*").GetCount())
        .isEqualTo(5);
  }

  @Test
  void search_refused() {
    invalid("from must be less than", () -> client.GetLogs(PROJECT, "spans", T, T, "", "*"));
    invalid("from must be less than", () -> client.GetLogs(PROJECT, "spans", T + 1, T, "", "*"));
    invalid("must be a positive integer", () -> client.GetLogs(PROJECT, "spans", -1, T, "", "*"));
    invalid("is not config as key value config", () -> search("nokey: 1"));
    invalid("is more than 30", () -> search("duration: 1" + " or duration: 1".repeat(30)));
    invalid("", () -> search("traceID: \"open"));
  }

  @Test
  void rawAnswer_hasAllMetaAndOnlyTexts() throws LogException, IOException {
    GetLogsRequest request =
        new GetLogsRequest(PROJECT, "spans", T, T + 250, "", "traceID: \"trace-1\"", 0, 3, false);
    JsonNode answer = new ObjectMapper().readTree(client.GetRawLogs(request).getRawQueryResult());
    JsonNode meta = answer.get("meta");
    assertThat(meta.fieldNames())
        .toIterable()
        .contains(
            "progress",
            "count",
            "aggQuery",
            "whereQuery",
            "hasSQL",
            "processedRows",
            "processedBytes",
            "elapsedMillisecond",
            "limited",
            "cpuSec",
            "cpuCores",
            "telementryType",
            "powerSql",
            "insertedSQL",
            "mode",
            "isAccurate",
            "scanBytes",
            "keys",
            "terms",
            "columnTypes",
            "highlights");
    assertThat(meta.get("progress").asText()).isEqualTo("Complete");
    assertThat(meta.get("count").asInt()).isEqualTo(3);
    assertThat(meta.get("whereQuery").asText()).isEqualTo("traceID: \"trace-1\"");
    assertThat(meta.get("terms").toString())
        .isEqualTo("[{\"key\":\"traceID\",\"term\":\"trace-1\"}]");
    for (JsonNode row : answer.get("data")) {
      row.properties().forEach(cell -> assertThat(cell.getValue().isTextual()).isTrue());
    }
  }

  @Test
  void sql_groupsAndOrders() throws LogException {
    GetLogsResponse response = search(
        "* | select traceID, count(*) as n, max(duration) as d from log group by traceID order by d desc limit 2");
    assertThat(response.IsCompleted()).isTrue();
    assertThat(response.isHasSQL()).isTrue();
    assertThat(response.getKeys()).containsExactly("traceID", "n", "d");
    assertThat(response.getLogs())
        .extracting(SdkQueryTest::fields)
        .containsExactly(
            Map.of("traceID", "trace-24", "n", "10", "d", "249"),
            Map.of("traceID", "trace-23", "n", "10", "d", "239"));
  }

  @Test
  void sql_defaultLimitAndRefusals() throws LogException {
    assertThat(search("* | select duration from log").GetCount()).isEqualTo(100);
    assertThat(search("* | select duration from log limit 1000").GetCount()).isEqualTo(250);
    invalid("cannot be resolved", () -> search("* | select plain from log"));
  }

  @Test
  void sql_overTheProject() throws LogException {
    String where = " where __time__ >= " + T + " and __time__ < " + (T + 100);
    GetLogsResponse response =
        client.GetProjectLogs(PROJECT, "select count(*) as n from spans" + where);
    assertThat(response.getLogs())
        .extracting(SdkQueryTest::fields)
        .containsExactly(Map.of("n", "100"));
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.GetProjectLogs(PROJECT, "select 1 from nothing"))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("LogStoreNotExist"));
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.GetProjectLogs(PROJECT, "select 1 from spans, other"))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("NotSupported"));
  }

  @Test
  void sql_logstoreNameStandsForLog() throws LogException {
    assertThat(search("* | select count(*) as n from spans").getLogs())
        .extracting(SdkQueryTest::fields)
        .containsExactly(Map.of("n", "250"));
  }

  @Test
  void histograms_coverTheRange() throws LogException {
    GetHistogramsResponse response =
        v4.GetHistograms(PROJECT, "spans", T, T + 250, "", "duration < 100 | select 1");
    assertThat(response.IsCompleted()).isTrue();
    assertThat(response.GetTotalCount()).isEqualTo(100);
    assertThat(response.GetHistograms().stream().mapToLong(Histogram::GetCount).sum())
        .isEqualTo(100);
    assertThat(response.GetHistograms().get(0).GetFrom()).isEqualTo(T);
    for (int i = 1; i < response.GetHistograms().size(); i++) {
      assertThat(response.GetHistograms().get(i).GetFrom())
          .isEqualTo(response.GetHistograms().get(i - 1).GetTo());
    }
    assertThat(response.GetHistograms().get(response.GetHistograms().size() - 1).GetTo())
        .isEqualTo(T + 250);
  }

  @Test
  void index_coversOnlyLogsWrittenAfterIt() throws LogException {
    client.CreateLogStore(PROJECT, new LogStore("later-index", 3650, 1));
    client.PutLogs(
        PROJECT,
        "later-index",
        TestGroup.of("", "").log(T, "traceID", "before").toBytes(),
        "lz4",
        null);
    client.CreateIndex(PROJECT, "later-index", SdkAdminTest.spanIndex());
    client.PutLogs(
        PROJECT,
        "later-index",
        TestGroup.of("", "").log(T, "traceID", "after").toBytes(),
        "lz4",
        null);
    assertThat(client.GetLogs(PROJECT, "later-index", T, T + 1, "", "traceID: before")
            .GetCount())
        .isZero();
    assertThat(client.GetLogs(PROJECT, "later-index", T, T + 1, "", "traceID: after")
            .GetCount())
        .isEqualTo(1);
  }

  @Test
  void deletedLogstore_comesBackEmpty() throws LogException {
    for (int round = 0; round < 2; round++) {
      client.CreateLogStore(PROJECT, new LogStore("reborn", 3650, 1));
      client.CreateIndex(PROJECT, "reborn", SdkAdminTest.spanIndex());
      assertThat(client.GetLogs(PROJECT, "reborn", T, T + 1, "", "*").GetCount())
          .isZero();
      client.PutLogs(
          PROJECT, "reborn", TestGroup.of("", "").log(T, "traceID", "x").toBytes(), "lz4", null);
      assertThat(client.GetLogs(PROJECT, "reborn", T, T + 1, "", "*").GetCount())
          .isEqualTo(1);
      client.DeleteLogStore(PROJECT, "reborn");
    }
  }

  @Test
  void pull_afterManyGroups() throws LogException {
    String begin =
        client.GetCursor(PROJECT, "spans", 0, Consts.CursorMode.BEGIN).GetCursor();
    String end = client.GetCursor(PROJECT, "spans", 0, Consts.CursorMode.END).GetCursor();
    assertThat(begin).isNotEqualTo(end);
    assertThat(client.GetCursorTime(PROJECT, "spans", 0, begin).GetCursorTime()).isPositive();
  }
}
