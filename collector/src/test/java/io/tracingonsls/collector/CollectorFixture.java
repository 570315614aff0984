// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.account.SpanAccounting.Outcome;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.storage.SpanWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A collector on free loopback ports with a writer of the test's choice. */
public final class CollectorFixture implements AutoCloseable {
  public final PrometheusRegistry registry = new PrometheusRegistry();
  private final EventLoops loops = EventLoops.create("test-loops", 2);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Collector collector;

  public CollectorFixture(
      SpanWriter writer, CollectorSettings.Builder settings, ReceiverKind... kinds) {
    for (ReceiverKind kind : kinds) {
      settings.listen(kind, ListenerSettings.plain(new HostPort("127.0.0.1", 0)));
    }
    try {
      collector =
          Collector.start(settings.build(), writer, new CollectorRuntime(registry, loops, "test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Defaults with a short wait for storage. */
  public static CollectorSettings.Builder settings() {
    return CollectorSettings.builder().writeTimeout(Duration.ofMillis(500)).workers(2);
  }

  public Collector collector() {
    return collector;
  }

  public int port(ReceiverKind kind) {
    return collector.addresses().get(kind).port();
  }

  public URI uri(ReceiverKind kind, String path) {
    return URI.create("http://127.0.0.1:" + port(kind) + path);
  }

  /** Posts a body; headers are name, value, … */
  public HttpResponse<String> post(ReceiverKind kind, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(kind, path)).POST(HttpRequest.BodyPublishers.ofByteArray(body));
    return send(request, headers);
  }

  public HttpResponse<String> get(ReceiverKind kind, String path) {
    return send(HttpRequest.newBuilder(uri(kind, path)));
  }

  public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    try {
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(
          request.build(),
          HttpResponse.BodyHandlers.ofString(java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public long spans(Outcome outcome) {
    return collector.accounting().spans(outcome);
  }

  /** received = stored + journaled + rejected + dropped + queued. */
  public boolean accountsAddUp() {
    long ended = 0;
    for (Outcome outcome : Outcome.values()) {
      ended += spans(outcome);
    }
    return collector.accounting().receivedSpans() == ended + collector.queuedSpans();
  }

  public static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("condition did not come true in time");
      }
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    collector.close(Duration.ofMillis(300));
    loops.close();
  }
}
