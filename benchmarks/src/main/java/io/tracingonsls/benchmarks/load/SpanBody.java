// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.nio.ByteBuffer;

/**
 * An encoded request body whose ids and times are patched in place before each use, at a cost far below encoding it. One body belongs to one
 * connection. Not thread-safe.
 */
final class SpanBody {
  private final byte[] bytes;
  private final ByteBuffer view;
  private final int[] lowIds;
  private final int[] highIds;
  private final int[] starts;
  private final long[] offsetsMicros;
  private final int spansPerTrace;

  SpanBody(
      byte[] bytes,
      int[] lowIds,
      int[] highIds,
      int[] starts,
      long[] offsetsMicros,
      int spansPerTrace) {
    this.bytes = bytes;
    this.view = ByteBuffer.wrap(bytes);
    this.lowIds = lowIds;
    this.highIds = highIds;
    this.starts = starts;
    this.offsetsMicros = offsetsMicros;
    this.spansPerTrace = spansPerTrace;
  }

  byte[] bytes() {
    return bytes;
  }

  int spans() {
    return lowIds.length;
  }

  int traces() {
    return lowIds.length / spansPerTrace;
  }

  /** Gives the traces the ids {@code high}:{@code firstLow}, {@code firstLow + 1}… and lets them start now. */
  void patch(long high, long firstLow, long nowMicros) {
    for (int i = 0; i < lowIds.length; i++) {
      view.putLong(lowIds[i], firstLow + i / spansPerTrace);
      view.putLong(highIds[i], high);
      view.putLong(starts[i], nowMicros + offsetsMicros[i]);
    }
  }
}
