// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tracingonsls.logservice.admin.HashKey;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.admin.Names;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.util.concurrent.Executor;

/** Calls on {@code /logstores/X/shards} that list, split and merge. */
final class ShardApi {
  private final LogService service;

  ShardApi(LogService service) {
    this.service = service;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.add("GET", "/logstores/{logstore}/shards", executor, this::list);
    routes.add("POST", "/logstores/{logstore}/shards/{shard}", executor, this::change);
  }

  private HttpResponse list(ApiCall call) {
    return answer(service.catalog().logstore(call.project(), call.path("logstore")));
  }

  private HttpResponse change(ApiCall call) {
    String project = call.project();
    String logstore = call.path("logstore");
    int shard = shardOf(call);
    String action = call.requiredParameter("action");
    if (action.equals("split") && !call.parameter("shardCount").isEmpty()) {
      int count = call.number("shardCount", 2, 0);
      return answer(service.splitShardEvenly(project, logstore, shard, count));
    }
    if (action.equals("split")) {
      String key = call.parameter("key");
      return answer(
          service.splitShard(project, logstore, shard, key.isEmpty() ? null : HashKey.parse(key)));
    }
    if (action.equals("merge")) {
      return answer(service.mergeShards(project, logstore, shard));
    }
    throw new ServiceException(
        ErrorCode.PARAMETER_INVALID,
        "action: " + Names.shown(action) + " (expected: split or merge)");
  }

  static int shardOf(ApiCall call) {
    return ApiCall.number("shard", call.path("shard"), 0);
  }

  private static HttpResponse answer(LogstoreInfo logstore) {
    ArrayNode shards = JsonNodeFactory.instance.arrayNode();
    logstore
        .shards()
        .shards()
        .forEach(shard -> shards
            .addObject()
            .put("shardID", shard.id())
            .put("status", shard.status())
            .put("inclusiveBeginKey", shard.begin().hex())
            .put("exclusiveEndKey", shard.end().hex())
            .put("createTime", shard.createSeconds()));
    return Answers.json(shards);
  }
}
