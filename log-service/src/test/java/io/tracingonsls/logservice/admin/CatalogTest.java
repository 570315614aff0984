// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.KeyType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
  private static final String INDEX = """
      {"log_reduce":false,"line":{"caseSensitive":false,"chn":false,"token":[","," "]},
       "keys":{"traceID":{"doc_value":true,"caseSensitive":true,"type":"text","token":[]},
               "duration":{"doc_value":true,"alias":"d","type":"long","token":null},
               "tags":{"doc_value":true,"max_depth":-1,"index_all":true,"type":"json","token":[","],
                       "json_keys":{"http.status_code":{"doc_value":true,"type":"long"}}}},
       "ttl":30,"max_text_len":4096}""";

  @TempDir
  Path directory;

  private Catalog catalog;

  @BeforeEach
  void open() throws IOException {
    catalog = reopened();
  }

  private Catalog reopened() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    Catalog fresh = new Catalog(directory, new AdminLimits(3, 3, 20, 2), clock);
    fresh.load();
    return fresh;
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ObjectNode logstore(String name) {
    return json("{\"logstoreName\":\"" + name + "\",\"ttl\":30,\"shardCount\":2}");
  }

  private static void fails(String code, ThrowingCallable call) {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.wireName()).isEqualTo(code));
  }

  private void prepared() {
    catalog.createProject(
        "demo-project", json("{\"description\":\"d\",\"dataRedundancyType\":\"LRS\"}"));
    catalog.createLogstore("demo-project", logstore("spans"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "a-1",
        "1-2",
        "a23456789012345678901234567890123456789012345678901234567890123"
      })
  void projectName_accepted(String name) {
    catalog.createProject(name, json("{}"));
    assertThat(catalog.project(name).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "-ab",
        "ab-",
        "Abc",
        "a_b",
        "a b",
        "a/b",
        "../a",
        "äbc",
        "a234567890123456789012345678901234567890123456789012345678901234"
      })
  void projectName_refused(String name) {
    fails("ParameterInvalid", () -> catalog.createProject(name, json("{}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-ab", "ab_", "Abc", "a b", "a/b", "..", "a.b"})
  void logstoreName_refused(String name) {
    catalog.createProject("demo-project", json("{}"));
    fails("LogStoreInfoInvalid", () -> catalog.createLogstore("demo-project", logstore(name)));
  }

  @Test
  void twice_isRefused() {
    prepared();
    fails("ProjectAlreadyExist", () -> catalog.createProject("demo-project", json("{}")));
    fails("LogStoreAlreadyExist", () -> catalog.createLogstore("demo-project", logstore("spans")));
  }

  @Test
  void absent_isReported() {
    fails("ProjectNotExist", () -> catalog.project("nothing"));
    fails("ProjectNotExist", () -> catalog.createLogstore("nothing", logstore("spans")));
    prepared();
    fails("LogStoreNotExist", () -> catalog.logstore("demo-project", "nothing"));
    fails("LogStoreNotExist", () -> catalog.deleteLogstore("demo-project", "nothing"));
    fails("LogStoreNotExist", () -> catalog.createIndex("demo-project", "nothing", json(INDEX)));
  }

  @Test
  void quotas_areKept() {
    for (String name : new String[] {"project-1", "project-2", "project-3"}) {
      catalog.createProject(name, json("{}"));
    }
    fails("ProjectQuotaExceed", () -> catalog.createProject("project-4", json("{}")));
    catalog.createLogstore("project-1", json("{\"logstoreName\":\"l1\",\"shardCount\":10}"));
    catalog.createLogstore("project-1", json("{\"logstoreName\":\"l2\",\"shardCount\":9}"));
    fails(
        "ExceedQuota",
        () -> catalog.createLogstore(
            "project-1", json("{\"logstoreName\":\"l3\",\"shardCount\":2}")));
    catalog.createLogstore("project-1", json("{\"logstoreName\":\"l3\",\"shardCount\":1}"));
    fails("ExceedQuota", () -> catalog.splitShard("project-1", "l1", 0, null));
    fails("ExceedQuota", () -> catalog.createLogstore("project-1", logstore("l4")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ttl\":0",
        "\"ttl\":3651",
        "\"shardCount\":0",
        "\"shardCount\":11",
        "\"mode\":\"fast\"",
        "\"autoSplit\":true,\"maxSplitShard\":257",
        "\"telemetryType\":\"x\"",
        "\"hot_ttl\":3"
      })
  void logstoreSettings_outOfRange(String member) {
    catalog.createProject("demo-project", json("{}"));
    fails(
        "LogStoreInfoInvalid",
        () -> catalog.createLogstore(
            "demo-project", json("{\"logstoreName\":\"spans\"," + member + "}")));
  }

  @Test
  void updateLogstore_keepsModeAndShards() {
    prepared();
    catalog.updateLogstore("demo-project", "spans", json("{\"ttl\":7,\"shardCount\":2}"));
    assertThat(catalog.logstore("demo-project", "spans").settings().ttlDays()).isEqualTo(7);
    fails(
        "ParameterInvalid",
        () ->
            catalog.updateLogstore("demo-project", "spans", json("{\"ttl\":7,\"shardCount\":3}")));
    fails(
        "ParameterInvalid",
        () -> catalog.updateLogstore("demo-project", "spans", json("{\"mode\":\"query\"}")));
    fails(
        "ParameterInvalid",
        () -> catalog.updateLogstore("demo-project", "spans", json("{\"ttl\":\"7\"}")));
  }

  @Test
  void index_versionsAreKept() {
    prepared();
    fails("IndexConfigNotExist", () -> catalog.updateIndex("demo-project", "spans", json(INDEX)));
    fails("IndexConfigNotExist", () -> catalog.deleteIndex("demo-project", "spans"));
    catalog.createIndex("demo-project", "spans", json(INDEX));
    fails("IndexAlreadyExist", () -> catalog.createIndex("demo-project", "spans", json(INDEX)));
    catalog.updateIndex("demo-project", "spans", json("{\"line\":{\"token\":[]}}"));
    catalog.deleteIndex("demo-project", "spans");
    IndexVersions history = catalog.logstore("demo-project", "spans").index();
    assertThat(history.currentNumber()).isEqualTo(3);
    assertThat(history.currentDocument()).isNull();
    assertThat(history.at(0)).isEqualTo(IndexConfig.NONE);
    assertThat(history.at(1).keys()).containsOnlyKeys("traceID", "duration", "tags");
    assertThat(history.at(1).keys().get("duration").type()).isEqualTo(KeyType.LONG);
    assertThat(history.at(1).keys().get("duration").alias()).isEqualTo("d");
    assertThat(history.at(1).keys().get("tags").json().keys()).containsOnlyKeys("http.status_code");
    assertThat(history.at(1).maxTextLen()).isEqualTo(4096);
    assertThat(history.at(2).keys()).isEmpty();
    assertThat(history.at(3)).isEqualTo(IndexConfig.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"line\":null}",
        "{\"line\":[]}",
        "{\"line\":{\"token\":\"x\"}}",
        "{\"line\":{\"token\":[\"ab\"]}}",
        "{\"line\":{\"token\":[1]}}",
        "{\"line\":{\"token\":[],\"include_keys\":[\"a\"],\"exclude_keys\":[\"b\"]}}",
        "{\"keys\":{\"a\":{\"type\":\"date\"}}}",
        "{\"keys\":{\"a\":1}}",
        "{\"keys\":{\"\":{\"type\":\"long\"}}}",
        "{\"keys\":{\"a\":{\"type\":\"long\"},\"A\":{\"type\":\"text\"}}}",
        "{\"keys\":{\"a\":{\"type\":\"json\",\"json_keys\":{\"b\":{\"type\":\"json\"}}}}}",
        "{\"keys\":{\"a\":{\"type\":\"long\"}},\"max_text_len\":63}",
        "{\"keys\":{\"a\":{\"type\":\"long\"}},\"max_text_len\":16385}"
      })
  void index_malformed(String document) {
    prepared();
    fails("IndexInfoInvalid", () -> catalog.createIndex("demo-project", "spans", json(document)));
  }

  @Test
  void queryMode_refusesDocValue() {
    catalog.createProject("demo-project", json("{}"));
    catalog.createLogstore("demo-project", json("{\"logstoreName\":\"logs\",\"mode\":\"query\"}"));
    fails("IndexInfoInvalid", () -> catalog.createIndex("demo-project", "logs", json(INDEX)));
    catalog.createIndex("demo-project", "logs", json("{\"keys\":{\"a\":{\"type\":\"long\"}}}"));
  }

  @Test
  void everything_survivesReopening() throws IOException {
    prepared();
    catalog.createIndex("demo-project", "spans", json(INDEX));
    catalog.splitShard("demo-project", "spans", 1, null);
    catalog.createObject(
        "demo-project",
        ObjectKind.DASHBOARD,
        json("{\"dashboardName\":\"d1\",\"charts\":[{\"title\":\"c\"}]}"));
    assertSameAfterReopening();
    catalog.deleteObject("demo-project", ObjectKind.DASHBOARD, "d1");
    catalog.deleteLogstore("demo-project", "spans");
    assertSameAfterReopening();
    catalog.deleteProject("demo-project");
    assertThat(reopened().projects()).isEmpty();
  }

  private void assertSameAfterReopening() throws IOException {
    assertThat(ProjectFile.encode(reopened().project("demo-project")))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(new String(
            ProjectFile.encode(catalog.project("demo-project")), StandardCharsets.UTF_8));
  }

  private static ObjectNode search(String name) {
    return json("{\"savedsearchName\":\"" + name + "\",\"logstore\":\"spans\"}");
  }

  @Test
  void objects_byName() {
    prepared();
    ObjectKind kind = ObjectKind.SAVED_SEARCH;
    catalog.createObject("demo-project", kind, search("s"));
    fails("SavedSearchAlreadyExist", () -> catalog.createObject("demo-project", kind, search("s")));
    fails(
        "ParameterInvalid",
        () -> catalog.createObject("demo-project", kind, json("{\"name\":\"s\"}")));
    fails("ParameterInvalid", () -> catalog.createObject("demo-project", kind, search("a/b")));
    catalog.updateObject("demo-project", kind, "s", search("other").put("searchQuery", "x"));
    assertThat(catalog.object("demo-project", kind, "s").toString())
        .contains("\"savedsearchName\":\"s\"")
        .contains("\"searchQuery\":\"x\"")
        .contains("\"topic\":\"\"")
        .doesNotContain("Time");
    catalog.createObject("demo-project", kind, search("s2"));
    fails("ExceedQuota", () -> catalog.createObject("demo-project", kind, search("s3")));
    fails(
        "PostBodyInvalid",
        () -> catalog.updateObject(
            "demo-project", kind, "s", search("s").put("searchQuery", "x".repeat(65_535))));
    catalog.deleteObject("demo-project", kind, "s");
    fails("SavedSearchNotExist", () -> catalog.object("demo-project", kind, "s"));
  }

  @Test
  void jobs_areCountedByType() {
    prepared();
    for (String name : List.of("a1", "a2", "r1", "r2")) {
      String type = name.startsWith("a") ? "ETL" : "Ingestion";
      catalog.createObject(
          "demo-project",
          ObjectKind.JOB,
          json("{\"name\":\"" + name + "\",\"type\":\"" + type + "\"}"));
    }
    fails(
        "QuotaExceed",
        () -> catalog.createObject(
            "demo-project", ObjectKind.JOB, json("{\"name\":\"a3\",\"type\":\"ETL\"}")));
    fails(
        "ParameterInvalid",
        () -> catalog.createObject("demo-project", ObjectKind.JOB, json("{\"name\":\"a3\"}")));
  }

  @Test
  void damagedFile_isSetAside() throws IOException {
    prepared();
    catalog.createProject("other", json("{}"));
    Files.writeString(directory.resolve("other.json"), "{\"format\":1,");
    Catalog again = reopened();
    assertThat(again.projects()).extracting(ProjectInfo::name).containsExactly("demo-project");
    assertThat(directory.resolve("other.json.damaged")).exists();
  }

  @Test
  void diskTrouble_changesNothing() throws IOException {
    prepared();
    Path blocker = directory.resolve("demo-project.json.new");
    Files.createDirectory(blocker);
    fails("InternalServerError", () -> catalog.createLogstore("demo-project", logstore("more")));
    fails("LogStoreNotExist", () -> catalog.logstore("demo-project", "more"));
    Files.delete(blocker);
    catalog.createLogstore("demo-project", logstore("more"));
  }
}
