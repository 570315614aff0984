// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.assemble;

import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.TraceChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins consecutive chunks into traces and hands each on when it is complete, so that only one is held at a time. Spans come out by start
 * time, then id. A trace that is too long keeps its first spans and says so. Not thread-safe.
 */
public final class TraceAssembler implements Consumer<TraceChunk> {
  private static final Comparator<TraceSpan> BY_START = Comparator.comparingLong(
          (TraceSpan located) -> located.span().startNanos())
      .thenComparing(located -> located.span().spanId());

  private final int maxSpans;
  private final Supplier<List<String>> readerWarnings;
  private final Consumer<Trace> whole;
  private @Nullable TraceId current;
  private List<TraceSpan> spans = new ArrayList<>();
  private boolean cut;

  /**
   * Makes an assembler for one read.
   *
   * @param readerWarnings takes what the reader warned of since the last call; it is said of the trace that completes then
   * @param whole gets the traces, in order of arrival
   */
  public TraceAssembler(
      int maxSpans, Supplier<List<String>> readerWarnings, Consumer<Trace> whole) {
    this.maxSpans = maxSpans;
    this.readerWarnings = readerWarnings;
    this.whole = whole;
  }

  @Override
  public void accept(TraceChunk chunk) {
    if (!chunk.traceId().equals(current)) {
      finish();
      current = chunk.traceId();
    }
    int room = maxSpans - spans.size();
    cut |= chunk.spans().size() > room;
    spans.addAll(chunk.spans().subList(0, Math.min(room, chunk.spans().size())));
  }

  /** Hands on the last trace. To be called when the reader is done. */
  public void finish() {
    TraceId id = current;
    if (id == null) {
      return;
    }
    List<String> warnings = new ArrayList<>(readerWarnings.get());
    if (cut) {
      warnings.add(
          "trace has more than " + maxSpans + " spans, showing first " + maxSpans + " spans only");
    }
    spans.sort(BY_START);
    Trace trace = new Trace(id, spans, warnings);
    current = null;
    spans = new ArrayList<>();
    cut = false;
    whole.accept(trace);
  }
}
