// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import io.tracingonsls.server.lifecycle.BlockingExecutors;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strategies of a file or URL. A file that cannot be read at start is an error; one that later cannot be read leaves the
 * last good strategies in force. Thread-safe.
 */
public final class StrategiesFile implements SamplingStrategies, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StrategiesFile.class);
  private static final int MAX_BYTES = 16 << 20;
  private static final int FETCH_MILLIS = 1000;

  private final String source;
  private final double defaultProbability;
  private volatile ParsedStrategies strategies;
  private byte[] applied;
  private @Nullable ScheduledExecutorService watcher;

  private StrategiesFile(String source, double defaultProbability) throws IOException {
    this.source = source;
    this.defaultProbability = defaultProbability;
    this.applied = read();
    this.strategies = ParsedStrategies.parse(applied, defaultProbability);
  }

  /**
   * Reads the strategies.
   *
   * @param source path or http(s) URL; empty means that everybody gets the default probability
   * @throws IOException when it cannot be read or understood
   */
  public static StrategiesFile open(String source, double defaultProbability) throws IOException {
    try {
      return new StrategiesFile(source, defaultProbability);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("sampling strategies: " + source + ": " + e.getMessage(), e);
    }
  }

  /** Looks for changes from now on; zero does nothing. Closing ends it. */
  public synchronized void watch(Duration interval) {
    if (source.isEmpty() || interval.isZero() || watcher != null) {
      return;
    }
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(BlockingExecutors.factory("sampling-reload"));
    ScheduledFuture<?> rounds = executor.scheduleWithFixedDelay(
        this::reload, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    LOG.debug("watching sampling strategies: {}", !rounds.isCancelled());
    watcher = executor;
  }

  private byte[] read() throws IOException {
    if (source.isEmpty()) {
      return new byte[0];
    }
    boolean isUrl = source.startsWith("http://") || source.startsWith("https://");
    return isUrl ? fetch() : readFile(Path.of(source));
  }

  private static byte[] readFile(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than 16 MiB");
    }
    return Files.readAllBytes(file);
  }

  /** A server that is not ready yet (503) means defaults for now. */
  private byte[] fetch() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(source).toURL().openConnection();
    connection.setConnectTimeout(FETCH_MILLIS);
    connection.setReadTimeout(FETCH_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      if (status == 503) {
        return new byte[0];
      }
      if (status != 200) {
        throw new IOException("status " + status + " (expected: 200)");
      }
      try (InputStream in = connection.getInputStream()) {
        byte[] body = in.readNBytes(MAX_BYTES + 1);
        if (body.length > MAX_BYTES) {
          throw new IOException("larger than 16 MiB");
        }
        return body;
      }
    } finally {
      connection.disconnect();
    }
  }

  /** Takes new content if there is some and it can be understood. */
  synchronized void reload() {
    try {
      byte[] current = read();
      if (!Arrays.equals(current, applied)) {
        strategies = ParsedStrategies.parse(current, defaultProbability);
        applied = current;
        LOG.info("sampling strategies read again from {}", source);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "sampling strategies of {} cannot be read again, keeping the old ones: {}",
          source,
          e.getMessage());
    }
  }

  /** The strategy of a service that the file names; null for others. */
  public @Nullable SamplingStrategy named(String service) {
    return strategies.named(service);
  }

  @Override
  public SamplingStrategy strategyFor(String service) {
    return strategies.strategyFor(service);
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      watcher.shutdownNow();
    }
  }
}
