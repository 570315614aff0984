// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An encoded request body whose ids and times are patched in place before each use, at a cost far below encoding it. One body belongs to one
 * connection. Not thread-safe.
 */
final class SpanBody {
  private final byte[] bytes;
  private final Encoding encoding;
  private final int[] highIds;
  private final int[][] lowIds;
  private final int[] starts;
  private final int[] ends;
  private final long[] offsetsMicros;
  private final long[] endOffsetsMicros;
  private final int spansPerTrace;

  /** {@code spans} are of {@link SampleSpans}: their marks say where the numbers are that change. */
  SpanBody(Encoding encoding, ResourceSpans spans, Profile profile) {
    this.encoding = encoding;
    this.bytes = encoding.encode(spans);
    this.spansPerTrace = profile.spansPerTrace();
    List<Span> all = spans.scopes().get(0).spans();
    highIds = everywhere(encoding.id().of(SampleSpans.HIGH));
    lowIds = new int[all.size() / spansPerTrace][];
    for (int trace = 0; trace < lowIds.length; trace++) {
      lowIds[trace] = everywhere(encoding.id().of(SampleSpans.low(trace)));
    }
    offsetsMicros = new long[all.size()];
    endOffsetsMicros = new long[all.size()];
    starts = new int[all.size()];
    ends = new int[encoding.hasEnds() ? all.size() : 0];
    place(all);
  }

  private void place(List<Span> spans) {
    int at = 0;
    for (int i = 0; i < spans.size(); i++) {
      long duration = spans.get(i).durationMicros();
      boolean isRoot = i % spansPerTrace == 0;
      offsetsMicros[i] = isRoot ? 0 : 1_000 + i % spansPerTrace * 9_000L;
      endOffsetsMicros[i] = offsetsMicros[i] + duration;
      at = find(time(SampleSpans.startMicros(i)), at);
      starts[i] = at;
      if (encoding.hasEnds()) {
        ends[i] = find(time(SampleSpans.startMicros(i) + duration), at);
      }
    }
  }

  private byte[] time(long micros) {
    return encoding.time().of(micros * encoding.unitsPerMicro());
  }

  private int[] everywhere(byte[] mark) {
    List<Integer> places = new ArrayList<>();
    for (int at = indexOf(mark, 0); at >= 0; at = indexOf(mark, at + mark.length)) {
      places.add(at);
    }
    if (places.isEmpty()) {
      throw new IllegalStateException(encoding + " holds no mark of an id");
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private int find(byte[] mark, int from) {
    int at = indexOf(mark, from);
    if (at < 0) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s holds no time after byte %d", encoding, from));
    }
    return at;
  }

  private int indexOf(byte[] mark, int from) {
    for (int at = from; at <= bytes.length - mark.length; at++) {
      if (bytes[at] == mark[0]
          && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length)) {
        return at;
      }
    }
    return -1;
  }

  byte[] bytes() {
    return bytes;
  }

  int spans() {
    return starts.length;
  }

  int traces() {
    return lowIds.length;
  }

  /** Gives the traces the ids {@code high}:{@code firstLow}, {@code firstLow + 1}… and lets them start now. */
  void patch(long high, long firstLow, long nowMicros) {
    for (int at : highIds) {
      encoding.id().put(high, bytes, at);
    }
    for (int trace = 0; trace < lowIds.length; trace++) {
      for (int at : lowIds[trace]) {
        encoding.id().put(firstLow + trace, bytes, at);
      }
    }
    long units = encoding.unitsPerMicro();
    for (int i = 0; i < starts.length; i++) {
      encoding.time().put((nowMicros + offsetsMicros[i]) * units, bytes, starts[i]);
    }
    for (int i = 0; i < ends.length; i++) {
      encoding.time().put((nowMicros + endOffsetsMicros[i]) * units, bytes, ends[i]);
    }
  }
}
