// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an agent talks to its collectors.
 *
 * @param authorities PEM file of those who may vouch for a collector; null for the JDK's
 * @param certificate PEM chain with which the agent proves itself; null for none
 * @param key PEM, PKCS#8 without password; null for none
 * @param serverName expected in the collectors' certificates; empty for the name that is connected to
 * @param verified false takes any certificate
 * @param reloadInterval how often the files are looked at for changes, which new connections then use; zero never
 */
public record CollectorTls(
    boolean enabled,
    @Nullable Path authorities,
    @Nullable Path certificate,
    @Nullable Path key,
    String serverName,
    boolean verified,
    Duration reloadInterval) {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorTls.class);

  /** Plain text. */
  public static final CollectorTls OFF =
      new CollectorTls(false, null, null, null, "", true, Duration.ZERO);

  /**
   * Reads the files; they are watched on the executor for as long as it runs.
   *
   * @throws IOException when one cannot be used
   */
  ChannelCredentials credentials(ScheduledExecutorService watcher) throws IOException {
    if (!enabled) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
    try {
      if (!verified) {
        builder.trustManager(new AnyPeer());
      } else if (authorities != null) {
        builder.trustManager(trust(authorities.toFile(), watcher));
      }
      if (certificate != null && key != null) {
        builder.keyManager(keys(certificate.toFile(), key.toFile(), watcher));
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("TLS towards collectors: " + e.getMessage(), e);
    }
    return builder.build();
  }

  private TrustManager trust(File file, ScheduledExecutorService watcher)
      throws IOException, GeneralSecurityException {
    AdvancedTlsX509TrustManager manager =
        AdvancedTlsX509TrustManager.newBuilder().build();
    load(watcher, () -> manager.updateTrustCredentials(file), file);
    return manager;
  }

  private KeyManager keys(File chain, File privateKey, ScheduledExecutorService watcher)
      throws IOException, GeneralSecurityException {
    AdvancedTlsX509KeyManager manager = new AdvancedTlsX509KeyManager();
    load(watcher, () -> manager.updateIdentityCredentials(chain, privateKey), chain, privateKey);
    return manager;
  }

  /** Reads files into a manager. */
  @FunctionalInterface
  private interface Loader {
    void run() throws IOException, GeneralSecurityException;
  }

  /** Loads now and whenever a file has changed. The managers could watch by themselves, but only once a minute. */
  private void load(ScheduledExecutorService watcher, Loader loader, File... files)
      throws IOException, GeneralSecurityException {
    AtomicLong seen = new AtomicLong(stamp(files));
    loader.run();
    if (!reloadInterval.isZero()) {
      long millis = reloadInterval.toMillis();
      ScheduledFuture<?> unused = watcher.scheduleWithFixedDelay(
          () -> reload(seen, loader, files), millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private static void reload(AtomicLong seen, Loader loader, File... files) {
    long now = stamp(files);
    if (now == seen.get()) {
      return;
    }
    try {
      loader.run();
      seen.set(now);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      LOG.warn("{} cannot be read again, keeping the old one: {}", files[0], e.getMessage());
    }
  }

  private static long stamp(File... files) {
    long stamp = 0;
    for (File file : files) {
      stamp = stamp * 31 + file.lastModified() * 31 + file.length();
    }
    return stamp;
  }
}
