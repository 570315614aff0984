// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.sls.client.SlsFailure;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once when sending starts to fail and once when it works again, and at most every half minute in between. Thread-safe. */
public final class SendHealth {
  private static final Logger LOG = LoggerFactory.getLogger(SendHealth.class);
  private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final StorageMetrics metrics;
  private boolean failing;
  private volatile String trouble = "";
  private long saidAtNanoTime;

  public SendHealth(StorageMetrics metrics) {
    this.metrics = metrics;
  }

  /** Why sending fails now; empty while it works. */
  String trouble() {
    return trouble;
  }

  synchronized void failed(SlsFailure failure) {
    trouble = String.valueOf(failure.getMessage());
    long now = System.nanoTime();
    if (!failing || now - saidAtNanoTime > REPEAT_NANOS) {
      LOG.warn("spans can't be stored for now: {}", failure.getMessage());
      saidAtNanoTime = now;
      metrics.gauge("storage_up", 0);
    }
    failing = true;
  }

  synchronized void succeeded() {
    trouble = "";
    if (failing) {
      LOG.info("spans are being stored again");
      failing = false;
    }
    metrics.gauge("storage_up", 1);
  }
}
