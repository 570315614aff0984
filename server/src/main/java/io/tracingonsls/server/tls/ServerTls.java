// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.tracingonsls.server.lifecycle.BlockingExecutors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS side of a listener. New handshakes use new certificates soon after their files change; a file that cannot be
 * used is logged and the old certificates stay. Close it to end the watching.
 */
public final class ServerTls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  private final TlsFiles files;
  private final ReloadingKeys keys;
  private final @Nullable ReloadingTrust trust;
  private final SslContext context;
  private final @Nullable ScheduledExecutorService watcher;
  private List<Object> seen;

  private ServerTls(TlsFiles files, UnaryOperator<SslContextBuilder> extra)
      throws IOException, GeneralSecurityException {
    this.files = files;
    this.seen = stamps();
    this.keys =
        new ReloadingKeys(Pem.privateKey(files.key()), Pem.certificates(files.certificate()));
    Path clientCa = files.clientCa();
    this.trust = clientCa == null ? null : new ReloadingTrust(Pem.certificates(clientCa));
    SslContextBuilder builder = SslContextBuilder.forServer(keys)
        .sslProvider(SslProvider.JDK)
        .protocols(files.protocols())
        .ciphers(files.cipherSuites().isEmpty() ? null : files.cipherSuites());
    if (trust != null) {
      builder.trustManager(trust).clientAuth(ClientAuth.REQUIRE);
    }
    this.context = extra.apply(builder).build();
    this.watcher = watch();
  }

  /**
   * Reads the files.
   *
   * @throws IOException when a file cannot be read or used; the message names it
   */
  public static ServerTls load(TlsFiles files) throws IOException {
    return load(files, builder -> builder);
  }

  /** The same with changes to the context, for example the protocols that gRPC negotiates. */
  public static ServerTls load(TlsFiles files, UnaryOperator<SslContextBuilder> extra)
      throws IOException {
    try {
      return new ServerTls(files, extra);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "TLS: " + files.certificate() + ", " + files.key() + ": " + e.getMessage(), e);
    }
  }

  /** The context for new connections. */
  public SslContext context() {
    return context;
  }

  /** Begins a connection's pipeline with TLS; a handshake that takes longer than given ends the connection. */
  public static void addTo(Channel channel, SslContext context, Duration handshakeTimeout) {
    SslHandler handler = context.newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(handshakeTimeout.toMillis());
    channel.pipeline().addLast(handler);
  }

  private @Nullable ScheduledExecutorService watch() {
    long millis = files.reloadInterval().toMillis();
    if (millis == 0) {
      return null;
    }
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(BlockingExecutors.factory("tls-reload"));
    ScheduledFuture<?> rounds = executor.scheduleWithFixedDelay(
        this::reloadIfChanged, millis, millis, TimeUnit.MILLISECONDS);
    LOG.debug("watching TLS files: {}", !rounds.isCancelled());
    return executor;
  }

  private List<Object> stamps() throws IOException {
    List<Object> stamps = new ArrayList<>();
    for (Path file : filesInUse()) {
      stamps.add(Files.getLastModifiedTime(file));
      stamps.add(Files.size(file));
    }
    return stamps;
  }

  private List<Path> filesInUse() {
    Path clientCa = files.clientCa();
    return clientCa == null
        ? List.of(files.certificate(), files.key())
        : List.of(files.certificate(), files.key(), clientCa);
  }

  private void reloadIfChanged() {
    try {
      List<Object> now = stamps();
      if (now.equals(seen)) {
        return;
      }
      keys.replace(Pem.privateKey(files.key()), Pem.certificates(files.certificate()));
      Path clientCa = files.clientCa();
      if (trust != null && clientCa != null) {
        trust.replace(Pem.certificates(clientCa));
      }
      seen = now;
      LOG.info("TLS certificates read again from {}", files.certificate());
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      LOG.warn("TLS certificates cannot be read again, keeping the old ones: {}", e.getMessage());
    }
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.shutdownNow();
    }
  }
}
