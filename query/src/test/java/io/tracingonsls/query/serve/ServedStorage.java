// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.WriteContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A query server on a {@link StubStorage}, and spans to ask it for. */
final class ServedStorage implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;

  final StubStorage storage = new StubStorage();
  final StubStorage archive = new StubStorage();
  final QueryServer server;

  ServedStorage(UnaryOperator<QuerySettings.Builder> settings) {
    this(settings, true);
  }

  ServedStorage(UnaryOperator<QuerySettings.Builder> settings, boolean withArchive) {
    QuerySettings.Builder builder = QuerySettings.builder()
        .httpAddress(new HostPort("127.0.0.1", 0))
        .grpcAddress(new HostPort("127.0.0.1", 0))
        .clock(Clock.fixed(NOW, ZoneOffset.UTC));
    server =
        QueryServer.start(settings.apply(builder).build(), storage, withArchive ? archive : null);
  }

  int port() {
    return server.httpPort();
  }

  RawHttp.Answer get(String target) throws IOException {
    return RawHttp.get(port(), target);
  }

  void write(ResourceSpans... spans) {
    storage
        .spanWriter()
        .write(SpanBatch.of(spans), new WriteContext("", Deadline.after(Duration.ofSeconds(5))))
        .toCompletableFuture()
        .join();
  }

  /** A trace of {@code spans} spans whose root started {@code secondsAgo}. */
  void writeTrace(String service, long id, int spans, int secondsAgo, Attributes attributes) {
    List<Span> list = new ArrayList<>();
    for (int i = 0; i < spans; i++) {
      list.add(Span.builder()
          .traceId(new TraceId(0, id))
          .spanId(new SpanId(i + 1))
          .parentSpanId(new SpanId(i == 0 ? 0 : 1))
          .name("op-" + i % 10)
          .startNanos(NOW_NANOS - secondsAgo * 1_000_000_000L + i)
          .durationNanos(1_000_000L)
          .attributes(attributes)
          .build());
    }
    write(ResourceSpans.of(Resource.ofService(service, Attributes.empty()), list));
  }

  @Override
  public void close() {
    server.close();
    storage.close();
    archive.close();
  }
}
