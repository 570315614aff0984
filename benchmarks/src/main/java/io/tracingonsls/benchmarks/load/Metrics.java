// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Counters of a server's admin port; without a port all are 0. */
final class Metrics {
  private static final long POLL_MILLIS = 250;
  private static final int CALM_POLLS = 4;

  private final int port;

  Metrics(int port) {
    this.port = port;
  }

  /** Sum of all samples of a metric whatever their labels; 0 when it is absent. */
  double sum(String name) throws IOException {
    return sum(name, "");
  }

  /** Sum of the samples that have this among their labels. */
  double sum(String name, String label) throws IOException {
    if (port == 0) {
      return 0;
    }
    try (HttpConnection connection = new HttpConnection(port)) {
      connection.get("/metrics");
      double sum = 0;
      for (String line : new String(connection.body(), StandardCharsets.UTF_8).split("\n", -1)) {
        boolean named = line.startsWith(name + "{") || line.startsWith(name + " ");
        if (named && line.contains(label)) {
          sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
      return sum;
    }
  }

  /** The sum once it has not changed for a second; what is still on its way has then arrived. */
  double settled(String name) throws IOException, InterruptedException {
    double last = sum(name);
    for (int calm = 0; port != 0 && calm < CALM_POLLS; calm++) {
      Thread.sleep(POLL_MILLIS);
      double now = sum(name);
      calm = now == last ? calm : -1;
      last = now;
    }
    return last;
  }
}
