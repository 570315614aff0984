// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Moves spans of a host whose clock differs from its caller's into the calling span.
 *
 * <p>Walking down from a root, the skew of the root's host is zero. A span on another host than its parent, or on a host that is not known,
 * gets a new skew: zero when it lies inside its parent, what brings it to the parent's start when it is longer than the parent and starts
 * too early, else what centres it. Descendants on the same host inherit the skew. With a limit of zero nothing moves, and each span that
 * would have says so.
 */
final class ClockSkewAdjuster implements TraceAdjuster {
  private final long maxDeltaNanos;

  ClockSkewAdjuster(Duration maxDelta) {
    this.maxDeltaNanos = maxDelta.toNanos();
  }

  @Override
  public Trace adjust(Trace trace) {
    Run run = new Run(trace.spans());
    List<TraceSpan> spans = run.adjusted();
    return run.changed ? new Trace(trace.traceId(), spans, trace.warnings()) : trace;
  }

  /** One trace's state: by position in the span list. */
  private final class Run {
    private final List<TraceSpan> spans;
    private final long[] deltas;
    private final long[] starts;
    private final String[] skewHosts;
    private final IdentityHashMap<Resource, String> hosts = new IdentityHashMap<>();
    private boolean changed;

    Run(List<TraceSpan> original) {
      spans = new ArrayList<>(original);
      deltas = new long[original.size()];
      starts = new long[original.size()];
      skewHosts = new String[original.size()];
    }

    List<TraceSpan> adjusted() {
      SpanTree tree = new SpanTree(spans);
      for (int i = 0; i < spans.size(); i++) {
        if (tree.isDuplicate(i)) {
          warn(i, "duplicate span IDs; skipping clock skew adjustment");
        } else if (tree.isOrphan(i)) {
          warn(
              i,
              "parent span ID=" + spans.get(i).span().parentSpanId().toHex()
                  + " is not in the trace; skipping clock skew adjustment");
        }
      }
      tree.walk(this::visit);
      return spans;
    }

    private void visit(int position, int parent) {
      TraceSpan located = spans.get(position);
      String host = hosts.computeIfAbsent(located.resource(), HostKey::of);
      starts[position] = located.span().startNanos();
      if (parent < 0) {
        skewHosts[position] = host;
        return;
      }
      if (host.isEmpty() || !host.equals(skewHosts[parent])) {
        skewHosts[position] = host;
        deltas[position] = delta(located.span(), parent);
      } else {
        skewHosts[position] = skewHosts[parent];
        deltas[position] = deltas[parent];
      }
      apply(position);
    }

    /** What to add to the child's times so that they fit its parent's, which are adjusted already. */
    private long delta(Span child, int parent) {
      long childStart = child.startNanos();
      long childLength = child.durationNanos();
      long parentStart = starts[parent];
      long parentLength = spans.get(parent).span().durationNanos();
      if (childLength > parentLength) {
        return childStart < parentStart ? parentStart - childStart : 0;
      }
      boolean inside =
          childStart >= parentStart && childStart - parentStart <= parentLength - childLength;
      return inside ? 0 : parentStart + (parentLength - childLength) / 2 - childStart;
    }

    private void apply(int position) {
      long delta = deltas[position];
      if (delta == 0) {
        return;
      }
      if (maxDeltaNanos == 0) {
        warn(
            position,
            "clock skew adjustment disabled; not applying calculated delta of "
                + DurationText.of(delta));
      } else if (Math.abs(delta) > maxDeltaNanos || delta == Long.MIN_VALUE) {
        warn(
            position,
            "max clock skew adjustment delta of " + DurationText.of(maxDeltaNanos)
                + " exceeded; not applying calculated delta of " + DurationText.of(delta));
      } else {
        move(position, delta);
      }
    }

    private void move(int position, long delta) {
      Span span = spans.get(position).span();
      List<SpanEvent> events = new ArrayList<>(span.events().size());
      for (SpanEvent event : span.events()) {
        events.add(new SpanEvent(
            event.timeNanos() + delta,
            event.name(),
            event.attributes(),
            event.droppedAttributesCount()));
      }
      starts[position] = span.startNanos() + delta;
      Span moved = span.toBuilder()
          .startNanos(starts[position])
          .events(events)
          .addWarning("This span's timestamps were adjusted by " + DurationText.of(delta))
          .build();
      set(position, spans.get(position).withSpan(moved));
    }

    private void warn(int position, String warning) {
      set(position, SpanEdits.withWarning(spans.get(position), warning));
    }

    private void set(int position, TraceSpan span) {
      spans.set(position, span);
      changed = true;
    }
  }
}
