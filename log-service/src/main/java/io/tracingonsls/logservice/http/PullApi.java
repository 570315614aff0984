// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.admin.Names;
import io.tracingonsls.logservice.engine.Cursors;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.PulledGroups;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;

/** {@code GET /logstores/X/shards/N}: cursors and reading whole LogGroups in order of arrival. */
final class PullApi {
  private static final int MAX_GROUPS = 1000;
  private static final long MAX_ANSWER_BYTES = 10 << 20;

  private final LogService service;
  private final Quotas quotas;

  PullApi(LogService service, Quotas quotas) {
    this.service = service;
    this.quotas = quotas;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.add("GET", "/logstores/{logstore}/shards/{shard}", executor, this::dispatch);
  }

  private HttpResponse dispatch(ApiCall call) {
    LogstoreInfo logstore = service.catalog().logstore(call.project(), call.path("logstore"));
    int shard = logstore.shards().shard(ShardApi.shardOf(call)).id();
    Logstore logs = service.logs(logstore);
    String type = call.requiredParameter("type");
    return switch (type) {
      case "cursor" -> cursor(call, logs.cursors(shard));
      case "cursor_time" -> cursorTime(call, logs.cursors(shard));
      case "log", "logs" -> {
        quotas.pull(logstore, shard);
        yield pull(call, logs, shard);
      }
      default ->
        throw new ServiceException(
            ErrorCode.PARAMETER_INVALID,
            "type: " + Names.shown(type) + " (expected: log, cursor or cursor_time)");
    };
  }

  private static HttpResponse cursor(ApiCall call, Cursors cursors) {
    String from = call.requiredParameter("from");
    long position = switch (from) {
      case "begin" -> cursors.begin();
      case "end" -> cursors.end();
      default -> cursors.atReceiveSeconds(ApiCall.number("from", from, 0));
    };
    return Answers.json(Json.object().put("cursor", encode(position)));
  }

  private static HttpResponse cursorTime(ApiCall call, Cursors cursors) {
    long position = decode("cursor", call.requiredParameter("cursor"));
    return Answers.json(Json.object().put("cursor_time", cursors.receiveSeconds(position)));
  }

  private static HttpResponse pull(ApiCall call, Logstore logs, int shard) {
    if (!call.parameter("query").isEmpty()) {
      throw new ServiceException(
          ErrorCode.NOT_SUPPORTED, "query: filtering while pulling is not supported");
    }
    long cursor = decode("cursor", call.requiredParameter("cursor"));
    String endCursor = call.parameter("end_cursor");
    int count = Math.min(call.number("count", 100, 1), MAX_GROUPS);
    PulledGroups pulled = endCursor.isEmpty()
        ? logs.pull(shard, cursor, count, MAX_ANSWER_BYTES)
        : pullUntil(logs, shard, cursor, decode("end_cursor", endCursor), count);
    return answer(call, pulled);
  }

  /** Sequence numbers don't count groups, so the end is found by reading one at a time. */
  private static PulledGroups pullUntil(
      Logstore logs, int shard, long cursor, long end, int count) {
    List<byte[]> groups = new ArrayList<>();
    long next = cursor;
    long received = 0;
    long bytes = 0;
    boolean ended = false;
    while (groups.size() < count && bytes < MAX_ANSWER_BYTES && next < end && !ended) {
      PulledGroups one = logs.pull(shard, next, 1, MAX_ANSWER_BYTES);
      if (one.groups().isEmpty() || one.nextCursor() > end) {
        ended = true;
      } else {
        groups.addAll(one.groups());
        bytes += one.groups().get(0).length;
        next = one.nextCursor();
        received = one.lastReceivedSeconds();
      }
    }
    return new PulledGroups(groups, next, ended || next >= end, received);
  }

  private static HttpResponse answer(ApiCall call, PulledGroups pulled) {
    ProtoWriter list = new ProtoWriter();
    pulled.groups().forEach(group -> list.bytes(1, group));
    byte[] raw = list.toBytes();
    String accepted = call.http().header("accept-encoding");
    boolean lz4 = accepted != null && accepted.toLowerCase(Locale.ROOT).contains("lz4");
    HttpResponse response = HttpResponse.bytes(
            200, "application/x-protobuf", lz4 ? Compression.toLz4(raw) : raw)
        .withHeader("x-log-bodyrawsize", Integer.toString(raw.length))
        .withHeader("x-log-count", Integer.toString(pulled.groups().size()))
        .withHeader("x-log-cursor", encode(pulled.nextCursor()))
        .withHeader("x-log-end-of-cursor", pulled.endOfShard() ? "1" : "0")
        .withHeader("x-log-cursor-time", Long.toString(pulled.lastReceivedSeconds()));
    return lz4 ? response.withHeader("x-log-compresstype", "lz4") : response;
  }

  private static String encode(long position) {
    return Base64.getEncoder()
        .encodeToString(Long.toString(position).getBytes(StandardCharsets.US_ASCII));
  }

  private static long decode(String name, String cursor) {
    try {
      byte[] text = Base64.getDecoder().decode(cursor);
      long position = Long.parseLong(new String(text, StandardCharsets.US_ASCII));
      if (position >= 0) {
        return position;
      }
    } catch (IllegalArgumentException e) {
      throw badCursor(name);
    }
    throw badCursor(name);
  }

  private static ServiceException badCursor(String name) {
    return new ServiceException(
        ErrorCode.PARAMETER_INVALID, name + ": not a cursor (expected: one that the service gave)");
  }
}
