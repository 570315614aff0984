// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.WriteReceipt.Rejection;
import io.tracingonsls.storage.sls.layout.RowBytes;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.layout.SpanRowWriter;
import java.util.ArrayList;
import java.util.List;

/** Encodes batches into logs. Not thread-safe; keeps its buffers, so use one per thread at a time. */
public final class LogEncoder {
  /** A log that is larger is cut down; well below what Log Service takes as one value. */
  static final int MAX_LOG_BYTES = 1_000_000;

  private static final int PART_BYTES = 512 * 1024;
  private static final int PART_LOGS = 1_000;
  private static final int KEPT_BYTES = 1 << 20;
  private static final byte LOGS = 0x0a;
  private static final byte TIME = 0x08;

  private final SpanRowWriter rows;
  private final LogTimes times;
  private final RowBytes log = new RowBytes(2048);
  private final RowBytes out = new RowBytes(64 * 1024);

  private final List<EncodedLogs> parts = new ArrayList<>();
  private int partLogs;
  private int spans;
  private long bytes;
  private int tooLarge;

  public LogEncoder(SpanLayout layout, LogTimes times) {
    this.rows = layout.newWriter();
    this.times = times;
  }

  public EncodedBatch encode(SpanBatch batch) {
    reset();
    long now = times.nowSeconds();
    for (ResourceSpans resource : batch.resources()) {
      rows.resource(resource.resource());
      for (ScopeSpans scope : resource.scopes()) {
        rows.scope(scope.scope());
        for (Span span : scope.spans()) {
          add(resource.resource(), scope.scope(), span, now);
        }
      }
    }
    finishPart();
    List<Rejection> rejections =
        tooLarge == 0 ? List.of() : List.of(new Rejection("too_large", tooLarge));
    EncodedBatch encoded = new EncodedBatch(List.copyOf(parts), spans, bytes, rejections);
    rows.shrink();
    log.shrink(KEPT_BYTES);
    out.shrink(KEPT_BYTES);
    parts.clear();
    return encoded;
  }

  private void reset() {
    parts.clear();
    out.clear();
    partLogs = 0;
    spans = 0;
    bytes = 0;
    tooLarge = 0;
  }

  private void add(Resource resource, Scope scope, Span span, long now) {
    long time = times.logSeconds(span.startNanos(), now);
    log.clear();
    log.put(TIME).varint(time);
    rows.append(span, log);
    if (log.size() > MAX_LOG_BYTES && !cutDown(resource, scope, span, time)) {
      tooLarge++;
      return;
    }
    if (out.size() + log.size() > PART_BYTES || partLogs == PART_LOGS) {
      finishPart();
    }
    out.put(LOGS).varint(log.size()).put(log);
    partLogs++;
    spans++;
  }

  /** Tries with shorter and shorter texts; false when even the shortest form is too large. */
  private boolean cutDown(Resource resource, Scope scope, Span span, long time) {
    boolean fits = false;
    for (OversizeCut cut : OversizeCut.LEVELS) {
      TraceSpan smaller = cut.apply(new TraceSpan(resource, scope, span));
      rows.resource(smaller.resource());
      rows.scope(smaller.scope());
      log.clear();
      log.put(TIME).varint(time);
      rows.append(smaller.span(), log);
      if (log.size() <= MAX_LOG_BYTES) {
        fits = true;
        break;
      }
    }
    rows.resource(resource);
    rows.scope(scope);
    return fits;
  }

  private void finishPart() {
    if (partLogs > 0) {
      byte[] content = out.toByteArray();
      parts.add(new EncodedLogs(content, 0, content.length, partLogs));
      bytes += content.length;
      out.clear();
      partLogs = 0;
    }
  }
}
