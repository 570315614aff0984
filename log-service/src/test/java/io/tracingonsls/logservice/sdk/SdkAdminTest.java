// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.aliyun.openservices.log.Client;
import com.aliyun.openservices.log.common.Consts;
import com.aliyun.openservices.log.common.Index;
import com.aliyun.openservices.log.common.IndexJsonKey;
import com.aliyun.openservices.log.common.IndexKey;
import com.aliyun.openservices.log.common.IndexKeys;
import com.aliyun.openservices.log.common.IndexLine;
import com.aliyun.openservices.log.common.LogStore;
import com.aliyun.openservices.log.common.Shard;
import com.aliyun.openservices.log.exception.LogException;
import com.aliyun.openservices.log.request.UpdateProjectRequest;
import io.tracingonsls.logservice.testing.LocalLogServiceExtension;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administration as the unmodified Java SDK sees it. */
final class SdkAdminTest {
  @RegisterExtension
  static final LocalLogServiceExtension SERVICE = new LocalLogServiceExtension();

  private static Client client;
  private static Client v4;

  @BeforeAll
  static void connect() {
    client = SdkClients.v1(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
    v4 = SdkClients.v4(SERVICE.endpoint(), SERVICE.target(), LocalLogServiceExtension.KEY);
  }

  @AfterAll
  static void disconnect() {
    client.shutdown();
    v4.shutdown();
  }

  static void fails(int status, String code, String message, ThrowingCallable call) {
    assertThatExceptionOfType(LogException.class).isThrownBy(call).satisfies(e -> {
      assertThat(e.getHttpCode()).isEqualTo(status);
      assertThat(e.GetErrorCode()).isEqualTo(code);
      assertThat(e.GetErrorMessage()).isEqualTo(message);
      assertThat(e.GetRequestId()).matches("[0-9A-F]{24}");
    });
  }

  @Test
  void project_lifeCycle() throws LogException {
    fails(
        404,
        "ProjectNotExist",
        "The Project does not exist : life-cycle",
        () -> client.GetProject("life-cycle"));
    client.CreateProject("life-cycle", "de\"sc 你好");
    assertThat(client.GetProject("life-cycle").GetProjectDescription()).isEqualTo("de\"sc 你好");
    assertThat(client.GetProject("life-cycle").GetProjectStatus()).isEqualTo("Normal");
    assertThat(client.GetProject("life-cycle").GetProjectRegion()).isEqualTo("cn-local");
    fails(
        400,
        "ProjectAlreadyExist",
        "Project life-cycle already exist",
        () -> client.CreateProject("life-cycle", ""));
    client.updateProject(new UpdateProjectRequest("life-cycle", "other"));
    assertThat(v4.GetProject("life-cycle").GetProjectDescription()).isEqualTo("other");
    assertThat(client.ListProject("life-cy", 0, 10).getProjects()).hasSize(1);
    assertThat(v4.ListProject("life-cy", 0, 10).getTotal()).isEqualTo(1);
    client.DeleteProject("life-cycle");
    fails(
        404,
        "ProjectNotExist",
        "The Project does not exist : life-cycle",
        () -> client.DeleteProject("life-cycle"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "UpperCase", "under_score"})
  void project_badNames(String name) {
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.CreateProject(name, ""))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("ParameterInvalid"));
  }

  @Test
  void logstore_lifeCycle() throws LogException {
    client.CreateProject("logstores", "");
    LogStore wanted = new LogStore("spans", 30, 2);
    wanted.setmAutoSplit(true);
    wanted.setmMaxSplitShard(64);
    wanted.setMode("standard");
    client.CreateLogStore("logstores", wanted);
    LogStore found = client.GetLogStore("logstores", "spans").GetLogStore();
    assertThat(found.GetTtl()).isEqualTo(30);
    assertThat(found.GetShardCount()).isEqualTo(2);
    assertThat(found.ismAutoSplit()).isTrue();
    assertThat(found.getmMaxSplitShard()).isEqualTo(64);
    assertThat(found.getMode()).isEqualTo("standard");
    fails(
        400,
        "LogStoreAlreadyExist",
        "logstore spans already exists",
        () -> client.CreateLogStore("logstores", wanted));
    found.SetTtl(7);
    v4.UpdateLogStore("logstores", found);
    assertThat(v4.GetLogStore("logstores", "spans").GetLogStore().GetTtl()).isEqualTo(7);
    client.CreateLogStore("logstores", new LogStore("other", 1, 1));
    assertThat(client.ListLogStores("logstores", 0, 100, "").GetLogStores())
        .containsExactly("other", "spans");
    assertThat(client.ListLogStores("logstores", 0, 100, "span").GetTotal()).isEqualTo(1);
    assertThat(client.ListLogStores("logstores", 1, 1, "").GetLogStores()).containsExactly("spans");
    client.DeleteLogStore("logstores", "spans");
    fails(
        404,
        "LogStoreNotExist",
        "logstore spans does not exist",
        () -> client.GetLogStore("logstores", "spans"));
    fails(
        404,
        "LogStoreNotExist",
        "logstore spans does not exist",
        () -> client.DeleteLogStore("logstores", "spans"));
  }

  @Test
  void logstore_shardCountAndTtlRules() throws LogException {
    client.CreateProject("rules-project", "");
    fails(
        400,
        "LogStoreInfoInvalid",
        "ttl must be within range [1, 3650]",
        () -> client.CreateLogStore("rules-project", new LogStore("spans", 0, 2)));
    fails(
        400,
        "LogStoreInfoInvalid",
        "shardCount must be within range [1, 10]",
        () -> client.CreateLogStore("rules-project", new LogStore("spans", 1, 11)));
    client.CreateLogStore("rules-project", new LogStore("spans", 1, 2));
    fails(
        400,
        "ParameterInvalid",
        "invalid shard count,you can only modify shardCount by split& merge shard",
        () -> client.UpdateLogStore("rules-project", new LogStore("spans", 1, 3)));
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.ListLogStores("no-such-project", 0, 10, ""))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("ProjectNotExist"));
  }

  static Index spanIndex() {
    IndexKeys keys = new IndexKeys();
    IndexKey traceId = new IndexKey(List.of(), true, "text");
    traceId.SetDocValue(true);
    keys.AddKey("traceID", traceId);
    IndexKey duration = new IndexKey(List.of(), false, "long");
    duration.SetDocValue(true);
    keys.AddKey("duration", duration);
    IndexJsonKey tags = new IndexJsonKey(List.of(",", " "), false, "json");
    tags.setIndexAll(true);
    tags.setMaxDepth(-1);
    tags.SetDocValue(true);
    keys.AddKey("tags", tags);
    Index index =
        new Index(30, keys, new IndexLine(new ArrayList<>(List.of(",", " ", ";")), false));
    index.setMaxTextLen(4096);
    return index;
  }

  @Test
  void index_lifeCycle() throws LogException {
    client.CreateProject("index-project", "");
    client.CreateLogStore("index-project", new LogStore("spans", 30, 1));
    fails(
        400,
        "IndexConfigNotExist",
        "index config doesn't exist",
        () -> client.GetIndex("index-project", "spans"));
    fails(
        400,
        "IndexConfigNotExist",
        "logstore without index config",
        () -> client.GetLogs("index-project", "spans", 1, 2, "", "*"));
    client.CreateIndex("index-project", "spans", spanIndex());
    fails(
        400,
        "IndexAlreadyExist",
        "Logstore index is already created",
        () -> client.CreateIndex("index-project", "spans", spanIndex()));
    Index found = client.GetIndex("index-project", "spans").GetIndex();
    assertThat(found.GetKeys().GetKeys()).containsOnlyKeys("traceID", "duration", "tags");
    assertThat(found.GetLine().GetToken()).containsExactly(",", " ", ";");
    assertThat(found.getMaxTextLen()).isEqualTo(4096);
    String text =
        "{\"keys\":{\"a\":{\"type\":\"text\",\"token\":[\"\\n\"],\"caseSensitive\":true}},\"ttl\":1}";
    client.UpdateIndex("index-project", "spans", text);
    assertThat(v4.GetIndexString("index-project", "spans").toString()).isNotEmpty();
    assertThat(v4.GetIndex("index-project", "spans").GetIndex().GetKeys().GetKeys())
        .containsOnlyKeys("a");
    client.DeleteIndex("index-project", "spans");
    fails(
        400,
        "IndexConfigNotExist",
        "index is not created",
        () -> client.UpdateIndex("index-project", "spans", text));
  }

  @Test
  void shards_splitAndMerge() throws LogException {
    client.CreateProject("shard-project", "");
    client.CreateLogStore("shard-project", new LogStore("spans", 30, 2));
    List<Shard> shards = client.ListShard("shard-project", "spans").GetShards();
    assertThat(shards).extracting(Shard::getShardId).containsExactly(0, 1);
    assertThat(shards.get(0).getInclusiveBeginKey()).isEqualTo("0".repeat(32));
    assertThat(shards.get(1).getExclusiveEndKey()).isEqualTo("f".repeat(32));
    assertThat(
            client.SplitShard("shard-project", "spans", 0, "4" + "0".repeat(31)).GetShards())
        .extracting(Shard::getStatus)
        .containsExactly("readonly", "readwrite", "readwrite", "readwrite");
    assertThat(client.MergeShards("shard-project", "spans", 2).GetShards()).hasSize(5);
    assertThatExceptionOfType(LogException.class)
        .isThrownBy(() -> client.SplitShard("shard-project", "spans", 99, "4" + "0".repeat(31)))
        .satisfies(e -> assertThat(e.GetErrorCode()).isEqualTo("ShardNotExist"));
    assertThat(client.GetCursor("shard-project", "spans", 1, Consts.CursorMode.BEGIN)
            .GetCursor())
        .isNotEmpty();
  }
}
