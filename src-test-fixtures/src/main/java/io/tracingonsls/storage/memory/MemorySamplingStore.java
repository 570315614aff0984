// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Keeps every throughput row. */
final class MemorySamplingStore implements SamplingStore {
  private final List<Throughput> rows = new ArrayList<>();

  @Override
  public void writeThroughput(List<Throughput> throughput, ReadContext context) {
    synchronized (rows) {
      rows.addAll(throughput);
    }
  }

  @Override
  public List<Throughput> readThroughput(TimeRange range, ReadContext context) {
    synchronized (rows) {
      return new ArrayList<>(rows.stream()
          .filter(row -> range.contains(row.windowStartSeconds() * 1_000_000_000L))
          .toList());
    }
  }
}
