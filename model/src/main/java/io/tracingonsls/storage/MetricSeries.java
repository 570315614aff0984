// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param operation empty unless grouped by operation
 */
public record MetricSeries(String service, String operation, List<Point> points) {
  public MetricSeries {
    points = List.copyOf(points);
  }

  /** A value at a time; NaN where there is nothing to compute from. */
  public record Point(long timeMillis, double value) {}
}
