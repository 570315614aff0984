// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.SlsClient;
import io.tracingonsls.storage.sls.client.SlsFailure;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends groups one after the other, each until it is stored or nobody waits for it any more. A group that Log Service will never take is
 * halved until the log at fault is found, so that it harms no other. Not thread-safe: one per sender thread.
 */
public final class LogGroupSender {
  private static final Logger LOG = LoggerFactory.getLogger(LogGroupSender.class);
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long MAX_PAUSE_MILLIS = 5_000;
  private static final long SLOW_PAUSE_MILLIS = 1_000;

  private final SlsClient client;
  private final String logstore;
  private final String sourceAddress;
  private final StorageMetrics metrics;
  private final SendHealth health;
  private final BiConsumer<EncodedLogs, SlsFailure> refused;

  /** {@code refused} gets each log that Log Service will never take, and why. */
  public LogGroupSender(
      SlsClient client,
      String logstore,
      String sourceAddress,
      StorageMetrics metrics,
      SendHealth health,
      BiConsumer<EncodedLogs, SlsFailure> refused) {
    this.client = client;
    this.logstore = logstore;
    this.sourceAddress = sourceAddress;
    this.metrics = metrics;
    this.health = health;
    this.refused = refused;
  }

  /** Sends and completes the receipts. */
  public void send(LogGroup group) throws InterruptedException {
    LogGroup left = group;
    SlsFailure last = null;
    for (int attempt = 0; left.isWanted(); attempt++) {
      if (last != null) {
        pause(last, attempt, left);
        left = left.wanted();
        if (!left.isWanted()) {
          return;
        }
      }
      try {
        put(left);
        return;
      } catch (SlsFailure failure) {
        metrics.count("storage_sls_put_logs_failures_total", 1, "code", failure.code());
        health.failed(failure);
        last = failure;
        if (!isRetryable(failure)) {
          giveUp(left, failure);
          return;
        }
      }
    }
  }

  private void put(LogGroup group) {
    byte[] message = group.encode(sourceAddress);
    long before = System.nanoTime();
    client.putLogs(logstore, message);
    metrics.time("storage_sls_put_logs_seconds", (System.nanoTime() - before) / 1e9);
    metrics.count("storage_sls_put_logs_total", 1);
    metrics.count("storage_sls_put_logs_bytes_total", message.length);
    metrics.count("storage_sls_stored_spans_total", group.logs());
    health.succeeded();
    group.stored();
  }

  /** Whether the same logs may be taken later. */
  public static boolean isRetryable(SlsFailure failure) {
    return switch (failure.kind()) {
      case NETWORK, SERVER, QUOTA, CREDENTIALS, FORBIDDEN, MISSING -> true;
      case QUERY, TOO_LARGE, EXISTS, OTHER, CLOSED -> false;
    };
  }

  /** Whether the logs themselves are refused: repeating the call is in vain, some of them alone may be taken. */
  public static boolean isAboutContent(SlsFailure failure) {
    return failure.kind() == SlsFailure.Kind.QUERY || failure.kind() == SlsFailure.Kind.TOO_LARGE;
  }

  private void giveUp(LogGroup group, SlsFailure failure) throws InterruptedException {
    if (!isAboutContent(failure)) {
      group.failed(failure.toStorageException());
    } else if (group.isSingleLog()) {
      LOG.warn("Log Service refuses a span for good: {}", failure.getMessage());
      metrics.count("storage_sls_refused_spans_total", 1);
      group.eachPart(logs -> refused.accept(logs, failure));
      group.refused();
    } else {
      for (LogGroup half : group.halves()) {
        send(half);
      }
    }
  }

  /** Waits longer from time to time, never past the last deadline of the group. */
  private static void pause(SlsFailure failure, int attempt, LogGroup group)
      throws InterruptedException {
    boolean slow = switch (failure.kind()) {
      case CREDENTIALS, FORBIDDEN, MISSING, QUOTA -> true;
      default -> false;
    };
    long base = slow ? SLOW_PAUSE_MILLIS : FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 6);
    long pause = Math.min(base, MAX_PAUSE_MILLIS);
    long millis = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() - until < 0 && group.isWanted()) {
      Thread.sleep(Math.min(20, millis));
    }
  }
}
