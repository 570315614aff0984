// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.admin.Names;
import io.tracingonsls.logservice.admin.ObjectKind;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.server.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Calls on named objects that are only kept: dashboards, saved searches, jobs (alerts among them). */
final class ObjectApi {
  private final Catalog catalog;
  private final ObjectKind kind;

  ObjectApi(Catalog catalog, ObjectKind kind) {
    this.catalog = catalog;
    this.kind = kind;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    String all = "/" + kind.path();
    String one = all + "/{name}";
    routes.add("GET", all, executor, this::list);
    routes.add("POST", all, executor, this::create);
    routes.add("GET", one, executor, this::get);
    routes.add("PUT", one, executor, this::update);
    routes.add("DELETE", one, executor, this::delete);
  }

  private HttpResponse list(ApiCall call) {
    String part = call.parameter(kind == ObjectKind.JOB ? "jobName" : kind.nameMember());
    String type = call.parameter("jobType");
    List<Map.Entry<String, ObjectNode>> matching =
        catalog.project(call.project()).objects(kind).entrySet().stream()
            .filter(entry -> entry.getKey().contains(part))
            .filter(entry ->
                type.isEmpty() || entry.getValue().path("type").asText().equals(type))
            .toList();
    List<Map.Entry<String, ObjectNode>> page = Page.of(call).cut(matching);
    ObjectNode answer = Json.object().put("count", page.size()).put("total", matching.size());
    if (kind == ObjectKind.JOB) {
      ArrayNode results = answer.putArray(kind.itemsMember());
      page.forEach(entry -> results.add(entry.getValue().deepCopy()));
    } else {
      addNames(answer, page);
    }
    return Answers.json(answer);
  }

  private void addNames(ObjectNode answer, List<Map.Entry<String, ObjectNode>> page) {
    ArrayNode names = answer.putArray(kind.path());
    ArrayNode items = answer.putArray(kind.itemsMember());
    for (Map.Entry<String, ObjectNode> entry : page) {
      names.add(entry.getKey());
      items
          .addObject()
          .put(kind.nameMember(), entry.getKey())
          .put("displayName", entry.getValue().path("displayName").asText(""));
    }
  }

  private HttpResponse create(ApiCall call) {
    catalog.createObject(call.project(), kind, call.json());
    return Answers.done();
  }

  private HttpResponse get(ApiCall call) {
    return Answers.json(catalog.object(call.project(), kind, call.path("name")));
  }

  private HttpResponse update(ApiCall call) {
    String action = call.parameter("action");
    if (action.isEmpty()) {
      catalog.updateObject(call.project(), kind, call.path("name"), call.json());
    } else {
      act(call, action);
    }
    return Answers.done();
  }

  /** Jobs are switched on and off this way. */
  private void act(ApiCall call, String action) {
    if (!action.equals("enable") && !action.equals("disable")) {
      throw new ServiceException(
          ErrorCode.PARAMETER_INVALID,
          "action: " + Names.shown(action) + " (expected: enable or disable)");
    }
    JsonNode current = catalog.object(call.project(), kind, call.path("name"));
    ObjectNode changed = current.deepCopy();
    boolean enabled = action.equals("enable");
    changed
        .put("status", enabled ? "ENABLED" : "DISABLED")
        .put("state", enabled ? "Enabled" : "Disabled");
    catalog.updateObject(call.project(), kind, call.path("name"), changed);
  }

  private HttpResponse delete(ApiCall call) {
    catalog.deleteObject(call.project(), kind, call.path("name"));
    return Answers.done();
  }
}
