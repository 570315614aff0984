// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Counters of a server's admin port. */
final class Metrics {
  private final URI admin;

  Metrics(URI admin) {
    this.admin = admin;
  }

  /** Sum of all samples of a metric whatever their labels; 0 when it is absent. */
  double sum(String name) throws IOException {
    try (HttpConnection connection = new HttpConnection(admin)) {
      connection.get("/metrics");
      double sum = 0;
      for (String line : new String(connection.body(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith(name + "{") || line.startsWith(name + " ")) {
          sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
        }
      }
      return sum;
    }
  }
}
