// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import io.tracingonsls.logservice.admin.HashKey;
import io.tracingonsls.logservice.admin.LogstoreInfo;
import io.tracingonsls.logservice.admin.Shard;
import io.tracingonsls.logservice.engine.AppendRequest;
import io.tracingonsls.logservice.engine.Codec;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import io.tracingonsls.logservice.service.LogService;
import io.tracingonsls.server.http.HttpResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** PutLogs on its three paths, of one LogGroup or of a batch of them. Answered only when the engine has kept the group. */
final class WriteApi {
  private final LogService service;
  private final Appender appender;
  private final Quotas quotas;
  private final TimeWindow window;
  private final Clock clock;
  private final AtomicInteger turn = new AtomicInteger();

  WriteApi(LogService service, Appender appender, Quotas quotas, TimeWindow window, Clock clock) {
    this.service = service;
    this.appender = appender;
    this.quotas = quotas;
    this.window = window;
    this.clock = clock;
  }

  void addTo(ApiRoutes routes, Executor executor) {
    routes.addAsync("POST", "/logstores/{logstore}", executor, call -> put(call, this::anyShard));
    routes.addAsync(
        "POST", "/logstores/{logstore}/shards/lb", executor, call -> put(call, this::anyShard));
    routes.addAsync(
        "POST",
        "/logstores/{logstore}/shards/route",
        executor,
        call -> put(call, logstore -> routed(call, logstore)));
  }

  private int anyShard(LogstoreInfo logstore) {
    List<Shard> writable = logstore.shards().writable();
    if (writable.isEmpty()) {
      throw new ServiceException(
          ErrorCode.LOG_STORE_WITHOUT_SHARD, "logstore has no writable shard");
    }
    return writable.get(Math.floorMod(turn.getAndIncrement(), writable.size())).id();
  }

  private static int routed(ApiCall call, LogstoreInfo logstore) {
    return logstore.shards().route(HashKey.parse(call.requiredParameter("key"))).id();
  }

  private CompletionStage<HttpResponse> put(ApiCall call, Function<LogstoreInfo, Integer> chooser) {
    LogstoreInfo logstore = service.catalog().logstore(call.project(), call.path("logstore"));
    String mode = call.http().header("x-log-mode");
    int shard = chooser.apply(logstore);
    if (mode == null) {
      return append(call, logstore, request(call, shard)).thenApply(sequence -> Answers.done());
    }
    if (!mode.equals("batch_group")) {
      throw new ServiceException(
          ErrorCode.NOT_SUPPORTED, "x-log-mode: not supported (expected: batch_group or absent)");
    }
    return putAll(call, logstore, shard).thenApply(sequences -> Answers.done());
  }

  /** Each group is kept whole or not at all; a bad one is answered when those before it are kept already. */
  private CompletionStage<?> putAll(ApiCall call, LogstoreInfo logstore, int shard) {
    long now = clock.instant().getEpochSecond();
    List<CompletableFuture<Long>> appended = new ArrayList<>();
    for (LogPackages.Packed one : LogPackages.parse(call.http().bodyBytes())) {
      AppendRequest request =
          new AppendRequest(one.data(), one.codec(), one.rawBytes(), shard, now);
      appended.add(append(call, logstore, request).toCompletableFuture());
    }
    return CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new));
  }

  private CompletionStage<Long> append(ApiCall call, LogstoreInfo logstore, AppendRequest request) {
    quotas.write(logstore, request.shard(), request.rawBytes());
    AppendRequest whole =
        logstore.settings().appendMeta() ? ReceivedTags.addTo(request, call.http()) : request;
    return appender.append(service.logs(logstore), window.applyTo(whole));
  }

  private AppendRequest request(ApiCall call, int shard) {
    byte[] body = call.http().bodyBytes();
    Codec codec = Compression.codec(call.http().header("x-log-compresstype"));
    int rawBytes = rawBytes(call, codec, body.length);
    long now = clock.instant().getEpochSecond();
    if (call.http().mediaType().equals("application/json")) {
      byte[] proto = JsonLogGroup.toProto(Compression.decompress(body, codec, rawBytes), now);
      checkSize(proto.length);
      return new AppendRequest(Compression.toLz4(proto), Codec.LZ4, proto.length, shard, now);
    }
    return new AppendRequest(body, codec, rawBytes, shard, now);
  }

  private static int rawBytes(ApiCall call, Codec codec, int bodyBytes) {
    String declared = call.http().header("x-log-bodyrawsize");
    if (codec == Codec.NONE) {
      checkSize(bodyBytes);
      return bodyBytes;
    }
    if (declared == null) {
      throw new ServiceException(
          ErrorCode.INVALID_BODY_RAW_SIZE,
          "x-log-bodyrawsize: header is missing (expected: size before compression)");
    }
    return checkSize(parse(declared));
  }

  private static long parse(String declared) {
    try {
      long size = Long.parseLong(declared.trim());
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw notASize();
    }
    throw notASize();
  }

  private static ServiceException notASize() {
    return new ServiceException(
        ErrorCode.INVALID_BODY_RAW_SIZE,
        "x-log-bodyrawsize: not a size (expected: bytes before compression)");
  }

  private static int checkSize(long rawBytes) {
    if (rawBytes > WriteLimits.MAX_BODY_BYTES) {
      throw new ServiceException(
          ErrorCode.POST_BODY_TOO_LARGE,
          "Body size " + rawBytes + " must little than " + WriteLimits.MAX_BODY_BYTES + ".");
    }
    return (int) rawBytes;
  }
}
