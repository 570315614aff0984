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
    List<Map.Entry<String, ObjectNode>> matching =
        catalog.project(call.project()).objects(kind).entrySet().stream()
            .filter(entry -> matches(call, entry.getKey(), entry.getValue()))
            .toList();
    List<Map.Entry<String, ObjectNode>> page = page(call).cut(matching);
    ObjectNode answer = Json.object().put("count", page.size()).put("total", matching.size());
    if (kind == ObjectKind.JOB) {
      ArrayNode results = answer.putArray(kind.itemsMember());
      page.forEach(entry -> results.add(entry.getValue().deepCopy()));
    } else {
      addNames(answer, page);
    }
    return Answers.json(answer);
  }

  private boolean matches(ApiCall call, String name, ObjectNode document) {
    if (!document.path("displayName").asText("").contains(call.parameter("displayName"))) {
      return false;
    }
    if (kind != ObjectKind.JOB) {
      return name.contains(filter(call, kind.nameMember()));
    }
    String type = call.parameter("jobType");
    JsonNode configuration = document.path("configuration");
    return name.contains(call.parameter("jobName"))
        && (type.isEmpty() || document.path("type").asText("").equals(type))
        && isOrUnasked(configuration, "dashboard", call.parameter("resourceProvider"))
        && isOnLogstore(configuration, call.parameter("logstore"));
  }

  private static boolean isOrUnasked(JsonNode node, String member, String asked) {
    return asked.isEmpty() || node.path(member).asText("").equals(asked);
  }

  private static boolean isOnLogstore(JsonNode configuration, String logstore) {
    if (isOrUnasked(configuration, "logstore", logstore)) {
      return true;
    }
    for (JsonNode query : configuration.path("queryList")) {
      if (isOrUnasked(query, "store", logstore) || isOrUnasked(query, "logStore", logstore)) {
        return true;
      }
    }
    return false;
  }

  private Page page(ApiCall call) {
    return Page.of(filter(call, "offset"), filter(call, "size"), kind.defaultPage());
  }

  /** The Go SDK sends what it asks of these lists as headers, all others as parameters. */
  private static String filter(ApiCall call, String name) {
    String parameter = call.parameter(name);
    String header = parameter.isEmpty() ? call.http().header(name) : null;
    return header == null ? parameter : header;
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
    if (action.isEmpty() || kind != ObjectKind.JOB) {
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
    catalog.switchJob(call.project(), call.path("name"), action.equals("enable"));
  }

  private HttpResponse delete(ApiCall call) {
    catalog.deleteObject(call.project(), kind, call.path("name"));
    return Answers.done();
  }
}
