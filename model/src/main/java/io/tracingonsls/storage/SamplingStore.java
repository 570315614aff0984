// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;

/** Throughput that several collectors share for adaptive sampling. Blocking, thread-safe. */
public interface SamplingStore {
  void writeThroughput(List<Throughput> throughput, ReadContext context);

  /** Everything that collectors wrote for windows starting in the range; repeats of one writer and window may appear. */
  List<Throughput> readThroughput(TimeRange range, ReadContext context);

  /**
   * Root spans that one collector saw in one closed window.
   *
   * @param collector identity of the writer
   * @param windowStartSeconds start of the window
   * @param probability the sampling probability that the spans carried
   */
  record Throughput(
      String collector,
      long windowStartSeconds,
      String service,
      String operation,
      long count,
      double probability) {}
}
