// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** What a collector's process has used and counted up to one moment. */
record ServerFigures(
    long cpuMicros,
    Map<String, Long> cpuByThread,
    double counted,
    double puts,
    double rawBytes,
    double wireBytes) {
  /** Where to look. {@code counted} is the metric that says how many spans arrived, {@code store} the admin port of a local Log Service. */
  record Source(ProcessFigures process, Metrics collector, Metrics store, String counted) {}

  /** Waits for what is on its way, then looks. */
  static ServerFigures now(Source source) throws IOException, InterruptedException {
    double counted = source.collector().settled(source.counted());
    return new ServerFigures(
        source.process().cpuMicros(),
        source.process().cpuMicrosByThread(),
        counted,
        source.collector().sum("storage_sls_put_logs_total"),
        source.collector().sum("storage_sls_put_logs_bytes_total"),
        source.store().sum("log_service_request_bytes_total", "method=\"POST\""));
  }

  ServerFigures since(ServerFigures earlier) {
    Map<String, Long> threads = new TreeMap<>();
    cpuByThread.forEach((name, micros) -> {
      long used = micros - earlier.cpuByThread.getOrDefault(name, 0L);
      if (used > 0) {
        threads.put(name, used);
      }
    });
    return new ServerFigures(
        cpuMicros - earlier.cpuMicros,
        threads,
        counted - earlier.counted,
        puts - earlier.puts,
        rawBytes - earlier.rawBytes,
        wireBytes - earlier.wireBytes);
  }
}
