// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageMetrics;
import io.tracingonsls.storage.StorageMetrics.Kind;

/** What this storage counts, told to whoever shows it; docs/metrics.md repeats these texts. */
final class SlsMetrics {
  private SlsMetrics() {}

  static void declare(StorageMetrics metrics) {
    counter(metrics, "put_logs_total", "Writes to Log Service that it acknowledged.");
    counter(metrics, "put_logs_bytes_total", "Bytes of acknowledged writes before compression.");
    counter(
        metrics,
        "put_logs_failures_total",
        "Failed writes, also those tried again, by Log Service's error code.",
        "code");
    counter(metrics, "stored_spans_total", "Spans that Log Service acknowledged.");
    counter(metrics, "refused_spans_total", "Spans that Log Service refuses for their content.");
    metrics.declare(
        Kind.TIMER, "storage_sls_put_logs_seconds", "Time of acknowledged writes to Log Service.");
    metrics.declare(
        Kind.GAUGE, "storage_sls_write_queue_bytes", "Bytes of rows that wait for being written.");
    counter(
        metrics,
        "read_failures_total",
        "Failed searches, also those tried again, by Log Service's error code.",
        "code");
    metrics.declare(
        Kind.TIMER, "storage_sls_read_call_seconds", "Time of one search call to Log Service.");
    metrics.declare(
        Kind.GAUGE, "storage_sls_spool_bytes", "Bytes on disk that wait for Log Service.");
    metrics.declare(
        Kind.GAUGE,
        "storage_sls_spool_spans",
        "Spans in spools: acknowledged, not yet confirmed by Log Service.");
    counter(
        metrics,
        "spool_untold_spans_total",
        "Spans in spools beyond those acknowledged by this process, by what left them there.",
        "cause");
    counter(metrics, "spool_failures_total", "Batches written past the spool, which failed.");
    counter(metrics, "spool_skipped_records_total", "Records of the spool found damaged.");
    counter(
        metrics,
        "dead_letters_total",
        "Spans from the spool that Log Service refuses for good, kept on disk.");
  }

  private static void counter(
      StorageMetrics metrics, String name, String help, String... labelNames) {
    metrics.declare(Kind.COUNTER, "storage_sls_" + name, help, labelNames);
  }
}
