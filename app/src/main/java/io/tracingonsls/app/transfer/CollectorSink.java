// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.transfer;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Posts Jaeger's Thrift to a collector, one request after the other, and waits while it is full. */
final class CollectorSink implements SpanSink {
  private static final int SPANS_PER_REQUEST = 1_000;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long MAX_PAUSE_MILLIS = 5_000;

  private final HttpClient client;
  private final URI traces;
  private final Duration timeout;
  private long accepted;

  /** {@code timeout} bounds the wait for one request to be taken. */
  CollectorSink(URI collector, Duration timeout) {
    this.traces = collector.resolve("/api/traces");
    this.timeout = timeout;
    this.client = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  @Override
  public void send(SpanBatch trace) throws IOException {
    for (ResourceSpans resource : trace.resources()) {
      List<Span> spans = new ArrayList<>();
      resource.scopes().forEach(scope -> spans.addAll(scope.spans()));
      for (int from = 0; from < spans.size(); from += SPANS_PER_REQUEST) {
        List<Span> some = spans.subList(from, Math.min(spans.size(), from + SPANS_PER_REQUEST));
        post(JaegerThrift.encodeBatch(ResourceSpans.of(resource.resource(), some)));
        accepted += some.size();
      }
    }
  }

  private void post(byte[] body) throws IOException {
    Deadline deadline = Deadline.after(timeout);
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      int status = status(body);
      if (status >= 200 && status < 300) {
        return;
      }
      boolean full = status == 429 || status == 503;
      if (!full || deadline.remaining().toMillis() < pause) {
        throw new IOException("the collector at " + traces + " answered " + status);
      }
      StorageSink.pause(pause);
      pause = Math.min(MAX_PAUSE_MILLIS, pause * 2);
    }
  }

  private int status(byte[] body) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(traces)
        .timeout(timeout)
        .header("Content-Type", "application/x-thrift")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void finish() {}

  @Override
  public long accepted() {
    return accepted;
  }

  @Override
  public Map<String, Long> rejected() {
    return Map.of();
  }

  @Override
  public void close() {}
}
