// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.storage.sls.client.ConsoleObject;
import io.tracingonsls.storage.sls.client.LogstoreSpec;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import io.tracingonsls.storage.sls.console.ConsoleObjects;
import io.tracingonsls.storage.sls.console.ConsoleSettings;
import io.tracingonsls.storage.sls.console.ConsoleTarget;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything that provisioning would make, as JSON with the bodies of the calls, each marked {@code present}, {@code missing} or, when Log
 * Service can't be asked, {@code unknown}. Reads only, and shows no secret. Used once; not thread-safe. Blocking.
 */
public final class ProvisionPlan {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  private final SlsClient client;
  private final ProvisionSettings settings;
  private @Nullable String problem;
  private boolean projectMissing;
  private SpanLayout layout;
  private LogstoreIndex index;

  public ProvisionPlan(SlsClient client, ProvisionSettings settings) {
    this.client = client;
    this.settings = settings;
    this.layout = settings.layout().forNewLogstore();
    this.index = LogstoreIndex.parse(layout.indexJson());
  }

  /** Why Log Service could not be asked; null when it could. */
  public @Nullable String problem() {
    return problem;
  }

  /** The plan as indented JSON. */
  public String json(String endpoint, String region, ConsoleSettings console) {
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.put("endpoint", endpoint);
    addStorage(plan);
    ConsoleTarget target =
        new ConsoleTarget(settings.project(), settings.logstore().name(), region, layout, index);
    List<ConsoleObject> objects = ConsoleObjects.of(target, console);
    addAll(plan, "dashboards", ConsoleObject.Kind.DASHBOARD, objects);
    addAll(plan, "savedSearches", ConsoleObject.Kind.SAVED_SEARCH, objects);
    addAll(plan, "alerts", ConsoleObject.Kind.ALERT, objects);
    try {
      return PRETTY.writeValueAsString(plan);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a tree can't be written", impossible);
    }
  }

  private void addStorage(ObjectNode plan) {
    LogstoreSpec spec = settings.logstore();
    String project = state(client::projectExists);
    projectMissing = project.equals("missing");
    add(plan.putObject("project"), settings.project(), project)
        .put("projectName", settings.project())
        .put("description", Provisioner.DESCRIPTION);
    add(plan.putObject("logstore"), spec.name(), state(() -> client.logstoreExists(spec.name())))
        .put("logstoreName", spec.name())
        .put("ttl", spec.ttlDays())
        .put("shardCount", spec.shards())
        .put("autoSplit", spec.maxShards() > spec.shards())
        .put("maxSplitShard", spec.maxShards())
        .put("mode", "standard");
    String indexState = state(() -> indexExists(spec.name()));
    ObjectNode indexNode = plan.putObject("index");
    indexNode.put("logstore", spec.name()).put("state", indexState).put("layout", layout.id());
    indexNode.set("body", parse(layout.indexJson()));
  }

  /** The documents ask by the layout that the Logstore has, if it has one. */
  private boolean indexExists(String logstore) {
    Optional<String> json;
    try {
      json = client.index(logstore);
    } catch (SlsFailure failure) {
      if (failure.kind() == SlsFailure.Kind.MISSING) {
        return false;
      }
      throw failure;
    }
    if (json.isEmpty()) {
      return false;
    }
    index = LogstoreIndex.parse(json.get());
    SpanLayout fixed = settings.layout().layout();
    SpanLayout found = fixed == null ? LayoutDetector.writable(index) : fixed;
    layout = found == null ? layout : found;
    return true;
  }

  private void addAll(
      ObjectNode plan, String member, ConsoleObject.Kind kind, List<ConsoleObject> objects) {
    for (ConsoleObject object : objects) {
      if (object.kind() == kind) {
        ObjectNode node = plan.withArrayProperty(member).addObject();
        node.put("name", object.name());
        node.put("state", state(() -> client.consoleObjectExists(kind, object.name())));
        node.set("body", parse(object.json()));
      }
    }
  }

  private static ObjectNode add(ObjectNode node, String name, String state) {
    return node.put("name", name).put("state", state).putObject("body");
  }

  private String state(BooleanSupplier exists) {
    if (problem != null) {
      return "unknown";
    }
    if (projectMissing) {
      return "missing";
    }
    try {
      return exists.getAsBoolean() ? "present" : "missing";
    } catch (SlsFailure failure) {
      problem = String.valueOf(failure.getMessage());
      return "unknown";
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a document of ours is no JSON", impossible);
    }
  }
}
