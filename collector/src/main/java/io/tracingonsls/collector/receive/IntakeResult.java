// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import java.util.Map;

/**
 * What became of a batch that was answered with success.
 *
 * @param accepted spans that storage or its journal has
 * @param rejected spans that can never be stored, by reason
 */
public record IntakeResult(int accepted, Map<String, Integer> rejected) {
  /** Copies the map. */
  public IntakeResult {
    rejected = Map.copyOf(rejected);
  }

  /** How many spans were refused for good. */
  public int rejectedSpans() {
    return rejected.values().stream().mapToInt(Integer::intValue).sum();
  }
}
