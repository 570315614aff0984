// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.common.LogContent;
import com.aliyun.openservices.log.common.LogGroupData;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.PullLogsRequest;
import com.aliyun.openservices.log.request.PutLogsRequest;
import com.aliyun.openservices.log.response.PullLogsResponse;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes and pulls with the unmodified Java SDK. */
final class SdkWriteTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static final String PROJECT = "write-project";
  private static Client client;
  private static Client v4;

  @BeforeAll
  static void connect() throws LogException {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    v4 = SdkClients.v4(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    client.CreateProject(PROJECT, "");
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    v4.shutdown();
  }

  private static void store(String name, int shards) throws LogException {
    client.CreateLogStore(PROJECT, new LogStore(name, 3650, shards));
  }

  private static long now() {
    return java.time.Clock.systemUTC().instant().getEpochSecond();
  }

  private static byte[] group(String value) {
    return TestGroup.of("topic1", "src1")
        .tag("host", "h1")
        .log(now(), 123456789, "traceID", value, "empty", "")
        .toBytes();
  }

  /** All logs of all shards as {@code topic/source: key=value …}. */
  private static List<String> pulled(String store) throws LogException {
    List<String> logs = new ArrayList<>();
    for (var shard : client.ListShard(PROJECT, store).GetShards()) {
      String cursor = client.GetCursor(PROJECT, store, shard.getShardId(), Consts.CursorMode.BEGIN)
          .GetCursor();
      while (true) {
        PullLogsResponse response =
            client.pullLogs(new PullLogsRequest(PROJECT, store, shard.getShardId(), 2, cursor));
        for (LogGroupData group : response.getLogGroups()) {
          var fast = group.GetFastLogGroup();
          for (int i = 0; i < fast.getLogsCount(); i++) {
            StringBuilder text = new StringBuilder(fast.getTopic() + "/" + fast.getSource() + ":");
            for (int c = 0; c < fast.getLogs(i).getContentsCount(); c++) {
              var content = fast.getLogs(i).getContents(c);
              text.append(' ').append(content.getKey()).append('=').append(content.getValue());
            }
            logs.add(text.toString());
          }
        }
        if (response.getNextCursor().equals(cursor)) {
          break;
        }
        cursor = response.getNextCursor();
      }
    }
    return logs;
  }

  @ParameterizedTest
  @EnumSource(Consts.CompressType.class)
  void put_everyCompression(Consts.CompressType compression) throws LogException {
    String name = "compress-" + compression.name().toLowerCase(java.util.Locale.ROOT);
    store(name, 1);
    PutLogsRequest request =
        new PutLogsRequest(PROJECT, name, "topic1", "src1", group("abc"), null);
    request.setCompressType(compression);
    client.PutLogs(request);
    assertThat(pulled(name)).containsExactly("topic1/src1: traceID=abc empty=");
  }

  @Test
  void put_bytesWithAndWithoutHash() throws LogException {
    store("routed", 2);
    client.PutLogs(PROJECT, "routed", group("low"), "lz4", "7d5d747be160e280504c099d984bcfe0");
    client.PutLogs(PROJECT, "routed", group("high"), "lz4", "f".repeat(32));
    v4.PutLogs(PROJECT, "routed", group("any"), "zstd", null);
    assertThat(pulled("routed"))
        .containsExactlyInAnyOrder(
            "topic1/src1: traceID=low empty=",
            "topic1/src1: traceID=high empty=",
            "topic1/src1: traceID=any empty=");
    String begin =
        client.GetCursor(PROJECT, "routed", 0, Consts.CursorMode.BEGIN).GetCursor();
    List<LogGroupData> low =
        client.pullLogs(new PullLogsRequest(PROJECT, "routed", 0, 10, begin)).getLogGroups();
    assertThat(low.get(0).GetFastLogGroup().getLogs(0).getContents(0).getValue())
        .isEqualTo("low");
  }

  @Test
  void put_json() throws LogException {
    store("json-body", 1);
    PutLogsRequest request = new PutLogsRequest(
        PROJECT,
        "json-body",
        "t",
        "s",
        new ArrayList<>(List.of(new com.aliyun.openservices.log.common.LogItem(
            (int) now(),
            new ArrayList<>(List.of(new LogContent("k", "v\"你"), new LogContent("n", "1")))))));
    request.setContentType(Consts.CONST_SLS_JSON);
    client.PutLogs(request);
    assertThat(pulled("json-body")).containsExactly("t/s: k=v\"你 n=1");
  }

  @Test
  void put_manyGroupsArePulledInOrder() throws LogException {
    store("many", 1);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      client.PutLogs(PROJECT, "many", group("v" + i), "lz4", null);
      expected.add("topic1/src1: traceID=v" + i + " empty=");
    }
    assertThat(pulled("many")).containsExactlyElementsOf(expected);
    String end = client.GetCursor(PROJECT, "many", 0, Consts.CursorMode.END).GetCursor();
    assertThat(client.pullLogs(new PullLogsRequest(PROJECT, "many", 0, 10, end)).getNextCursor())
        .isEqualTo(end);
  }

  @Test
  void put_emptyGroupIsAccepted() throws LogException {
    store("empty-group", 1);
    client.PutLogs(PROJECT, "empty-group", TestGroup.of("", "").toBytes(), "lz4", null);
    assertThat(pulled("empty-group")).isEmpty();
  }

  @Test
  void put_refused() throws LogException {
    store("refused", 1);
    SdkAdminTest.fails(
        404,
        "LogStoreNotExist",
        "logstore nothing does not exist",
        () -> client.PutLogs(PROJECT, "nothing", group("x"), "lz4", null));
    SdkAdminTest.fails(
        404,
        "ProjectNotExist",
        "The Project does not exist : nothing",
        () -> client.PutLogs("nothing", "refused", group("x"), "lz4", null));
    SdkAdminTest.fails(
        400,
        "ParameterInvalid",
        "key: xyz (expected: 32 hex digits)",
        () -> client.PutLogs(PROJECT, "refused", group("x"), "lz4", "xyz"));
    byte[] broken = Arrays.copyOf(group("x"), 20);
    org.assertj.core.api.Assertions.assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.PutLogs(PROJECT, "refused", broken, "lz4", null))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("PostBodyInvalid"));
    assertThat(pulled("refused")).isEmpty();
  }
}
