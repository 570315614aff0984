// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.Catalog;
import io.tracingonsls.logservice.admin.JsonBody;
import io.tracingonsls.logservice.admin.ProjectInfo;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

/** Calls on {@code /}: projects. */
final class ProjectApi {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LogService service;
  private final Catalog catalog;
  private final String region;
  private final String endpoint;

  ProjectApi(LogService service, String region, String endpoint) {
    this.service = service;
    this.catalog = service.catalog();
    this.region = region;
    this.endpoint = endpoint;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.add("GET", "/", executor, this::getOrList);
    routes.add("POST", "/", executor, this::create);
    routes.add("PUT", "/", executor, this::update);
    routes.add("DELETE", "/", executor, this::delete);
  }

  private HttpResponse getOrList(ApiCall call) {
    return call.hostProject() == null
        ? list(call)
        : Answers.json(json(catalog.project(call.project())));
  }

  private HttpResponse list(ApiCall call) {
    String part = call.parameter("projectName");
    List<ProjectInfo> matching = catalog.projects().stream()
        .filter(project -> project.name().contains(part))
        .toList();
    List<ProjectInfo> page = Page.of(call).cut(matching);
    ObjectNode answer = Json.object().put("count", page.size()).put("total", matching.size());
    ArrayNode projects = answer.putArray("projects");
    page.forEach(project -> projects.add(json(project)));
    return Answers.json(answer);
  }

  private HttpResponse create(ApiCall call) {
    ObjectNode body = call.json();
    catalog.createProject(new JsonBody(body).requiredText("projectName"), body);
    return Answers.done();
  }

  private HttpResponse update(ApiCall call) {
    catalog.describeProject(call.project(), new JsonBody(call.json()).text("description", ""));
    return Answers.done();
  }

  private HttpResponse delete(ApiCall call) {
    service.deleteProject(call.project());
    return Answers.done();
  }

  private ObjectNode json(ProjectInfo project) {
    ObjectNode node = Json.object();
    node.put("projectName", project.name());
    node.put("description", project.description());
    node.put("status", "Normal");
    node.put("owner", "local");
    node.put("region", region);
    node.put("createTime", TIME.format(Instant.ofEpochSecond(project.createSeconds())));
    node.put("lastModifyTime", TIME.format(Instant.ofEpochSecond(project.modifySeconds())));
    node.put("dataRedundancyType", "LRS");
    node.put("internetEndpoint", endpoint);
    node.put("internalEndpoint", endpoint);
    project.passThrough().forEach((name, value) -> node.set(name, value.deepCopy()));
    return node;
  }
}
