// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Executor;

/** Calls on {@code /logstores}: Logstores and their index configurations. */
final class LogstoreApi {
  private final LogService service;

  LogstoreApi(LogService service) {
    this.service = service;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.add("GET", "/logstores", executor, this::list);
    routes.add("POST", "/logstores", executor, this::create);
    routes.add("PUT", "/logstores/{logstore}", executor, this::update);
    routes.add("DELETE", "/logstores/{logstore}", executor, this::delete);
    routes.add("POST", "/logstores/{logstore}/index", executor, this::createIndex);
    routes.add("PUT", "/logstores/{logstore}/index", executor, this::updateIndex);
    routes.add("DELETE", "/logstores/{logstore}/index", executor, this::deleteIndex);
  }

  private HttpResponse list(ApiCall call) {
    String part = call.parameter("logstoreName");
    String telemetryType = call.parameter("telemetryType");
    String mode = call.parameter("mode");
    List<String> matching = service.catalog().project(call.project()).logstores().values().stream()
        .filter(logstore -> logstore.name().contains(part))
        .filter(logstore -> mode.isEmpty() || logstore.settings().mode().equals(mode))
        .filter(logstore -> sameType(telemetryType, logstore.settings().telemetryType()))
        .map(LogstoreInfo::name)
        .toList();
    List<String> page = Page.of(call).cut(matching);
    ObjectNode answer = Json.object().put("count", page.size()).put("total", matching.size());
    ArrayNode names = answer.putArray("logstores");
    page.forEach(names::add);
    return Answers.json(answer);
  }

  private static boolean sameType(String asked, String actual) {
    return asked.isEmpty() || asked.equals(actual.isEmpty() ? "None" : actual);
  }

  private HttpResponse create(ApiCall call) {
    service.createLogstore(call.project(), call.json());
    return Answers.done();
  }

  private HttpResponse update(ApiCall call) {
    service.updateLogstore(call.project(), call.path("logstore"), call.json());
    return Answers.done();
  }

  private HttpResponse delete(ApiCall call) {
    service.deleteLogstore(call.project(), call.path("logstore"));
    return Answers.done();
  }

  /** Shares its path with queries, see {@link ProtocolFront}. */
  HttpResponse get(ApiCall call) {
    LogstoreInfo logstore = service.catalog().logstore(call.project(), call.path("logstore"));
    ObjectNode node = Json.object();
    node.put("logstoreName", logstore.name());
    node.setAll(logstore.settings().toJson());
    node.put("shardCount", logstore.shards().writable().size());
    node.put("createTime", logstore.createSeconds());
    node.put("lastModifyTime", logstore.modifySeconds());
    return Answers.json(node);
  }

  private HttpResponse createIndex(ApiCall call) {
    service.createIndex(call.project(), call.path("logstore"), indexDocument(call));
    return Answers.done();
  }

  private HttpResponse updateIndex(ApiCall call) {
    service.updateIndex(call.project(), call.path("logstore"), indexDocument(call));
    return Answers.done();
  }

  private HttpResponse deleteIndex(ApiCall call) {
    service.deleteIndex(call.project(), call.path("logstore"));
    return Answers.done();
  }

  private static ObjectNode indexDocument(ApiCall call) {
    return Json.readObject(call.http().bodyBytes(), ErrorCode.INDEX_INFO_INVALID);
  }

  /** Shares its path with histograms, see {@link ProtocolFront}. */
  HttpResponse getIndex(ApiCall call) {
    LogstoreInfo logstore = service.catalog().logstore(call.project(), call.path("logstore"));
    ObjectNode document = logstore.index().currentDocument();
    if (document == null) {
      throw new ServiceException(ErrorCode.INDEX_CONFIG_NOT_EXIST, "index config doesn't exist");
    }
    ObjectNode answer = document.deepCopy();
    answer.put("index_mode", "v2");
    answer.put("storage", "pg");
    answer.put("ttl", logstore.settings().ttlDays());
    answer.put("lastModifyTime", logstore.index().changedSeconds());
    return Answers.json(answer);
  }
}
