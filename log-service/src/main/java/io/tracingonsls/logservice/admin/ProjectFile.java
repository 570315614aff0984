// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.index.IndexConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON form of a project on disk, format 1. */
final class ProjectFile {
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ProjectFile() {}

  static byte[] encode(ProjectInfo project) throws IOException {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", FORMAT);
    root.put("name", project.name());
    root.put("description", project.description());
    root.put("createTime", project.createSeconds());
    root.put("modifyTime", project.modifySeconds());
    project.passThrough().forEach(root.putObject("passThrough")::set);
    ArrayNode logstores = root.putArray("logstores");
    project.logstores().values().forEach(logstore -> logstores.add(encode(logstore)));
    project.doomed().stream().sorted().forEach(root.putArray("doomed")::add);
    ObjectNode objects = root.putObject("objects");
    for (ObjectKind kind : ObjectKind.values()) {
      project.objects(kind).forEach(objects.putObject(kind.name())::set);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
  }

  private static ObjectNode encode(LogstoreInfo logstore) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", logstore.name());
    node.put("createTime", logstore.createSeconds());
    node.put("modifyTime", logstore.modifySeconds());
    node.set("settings", logstore.settings().toJson());
    ArrayNode shards = node.putArray("shards");
    for (Shard shard : logstore.shards().shards()) {
      shards
          .addObject()
          .put("begin", shard.begin().hex())
          .put("end", shard.end().hex())
          .put("writable", shard.writable())
          .put("createTime", shard.createSeconds());
    }
    ArrayNode versions = node.putArray("index");
    for (IndexVersion version : logstore.index().versions()) {
      versions.addObject().put("since", version.sinceSeconds()).set("document", version.document());
    }
    return node;
  }

  static ProjectInfo decode(byte[] bytes) throws IOException {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.path("format").asInt() != FORMAT) {
        throw new IOException("format: " + root.path("format") + " (expected: " + FORMAT + ")");
      }
      return decode(root);
    } catch (RuntimeException e) {
      throw new IOException("not a project file of format " + FORMAT, e);
    }
  }

  private static ProjectInfo decode(JsonNode root) {
    String name = root.required("name").textValue();
    Map<String, JsonNode> passThrough = new LinkedHashMap<>();
    root.required("passThrough")
        .properties()
        .forEach(e -> passThrough.put(e.getKey(), e.getValue()));
    SortedMap<String, LogstoreInfo> logstores = new TreeMap<>();
    for (JsonNode node : root.required("logstores")) {
      LogstoreInfo logstore = logstore(name, node);
      logstores.put(logstore.name(), logstore);
    }
    Set<String> doomed = new HashSet<>();
    root.required("doomed").forEach(node -> doomed.add(node.textValue()));
    Map<ObjectKind, SortedMap<String, ObjectNode>> objects = new EnumMap<>(ObjectKind.class);
    for (ObjectKind kind : ObjectKind.values()) {
      SortedMap<String, ObjectNode> ofKind = new TreeMap<>();
      root.required("objects")
          .path(kind.name())
          .properties()
          .forEach(e -> ofKind.put(e.getKey(), (ObjectNode) e.getValue()));
      if (!ofKind.isEmpty()) {
        objects.put(kind, ofKind);
      }
    }
    return new ProjectInfo(
        name,
        root.required("description").textValue(),
        passThrough,
        logstores,
        doomed,
        objects,
        root.required("createTime").longValue(),
        root.required("modifyTime").longValue());
  }

  private static LogstoreInfo logstore(String project, JsonNode node) {
    LogstoreSettings settings =
        LogstoreSettings.parse(new JsonBody((ObjectNode) node.required("settings")));
    List<Shard> shards = new ArrayList<>();
    for (JsonNode shard : node.required("shards")) {
      shards.add(new Shard(
          shards.size(),
          new HashKey(shard.required("begin").textValue()),
          new HashKey(shard.required("end").textValue()),
          shard.required("writable").booleanValue(),
          shard.required("createTime").longValue()));
    }
    return new LogstoreInfo(
        project,
        node.required("name").textValue(),
        settings,
        new ShardMap(shards),
        index(node.required("index"), settings),
        node.required("createTime").longValue(),
        node.required("modifyTime").longValue());
  }

  private static IndexVersions index(JsonNode versions, LogstoreSettings settings) {
    IndexVersions history = IndexVersions.EMPTY;
    for (JsonNode version : versions) {
      ObjectNode document = document(version);
      IndexConfig config = document == null
          ? IndexConfig.NONE
          : IndexConfigJson.parse(document, settings.standard());
      history = history.with(document, config, version.required("since").longValue());
    }
    return history;
  }

  private static @Nullable ObjectNode document(JsonNode version) {
    return version.get("document") instanceof ObjectNode object ? object : null;
  }
}
