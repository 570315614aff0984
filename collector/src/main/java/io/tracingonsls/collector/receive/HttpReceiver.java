// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.auth.AuthGate;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.http.HttpServer;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.server.tls.ServerTls;
import io.tracingonsls.server.tls.TlsFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An HTTP listener with the gates that its settings ask for. */
final class HttpReceiver implements Receiver {
  private final HttpServer server;
  private final @Nullable ServerTls tls;

  private HttpReceiver(HttpServer server, @Nullable ServerTls tls) {
    this.server = server;
    this.tls = tls;
  }

  /**
   * Starts to listen.
   *
   * @param name as in {@link ReceiverKind}
   * @throws IOException when certificates or password files cannot be used
   */
  static HttpReceiver start(
      String name, ListenerSettings settings, ReceiverContext context, Router.Builder routes)
      throws IOException {
    Authenticator authenticator = settings.auth().load(context.decoding());
    if (authenticator != null) {
      routes.gate(new AuthGate(authenticator));
    }
    if (!settings.corsOrigins().isEmpty()) {
      routes.filter(new Cors(settings.corsOrigins(), settings.corsHeaders()));
    }
    HttpServer.Builder builder = HttpServer.builder(name, settings.address(), routes.build())
        .limits(context.httpLimits())
        .eventLoops(context.loops())
        .blockingExecutor(context.decoding())
        .observer(context.httpMetrics());
    TlsFiles files = settings.tls();
    ServerTls tls = files == null ? null : ServerTls.load(files);
    if (tls != null) {
      builder.tls(tls::context);
    }
    HttpServer server = builder.build();
    try {
      return new HttpReceiver(server.start(), tls);
    } catch (RuntimeException e) {
      if (tls != null) {
        tls.close();
      }
      throw e;
    }
  }

  @Override
  public HostPort address() {
    return server.boundAddress();
  }

  @Override
  public CompletableFuture<Void> close(Duration grace) {
    return server.closeAsync(grace).whenComplete((closed, failure) -> {
      if (tls != null) {
        tls.close();
      }
    });
  }
}
