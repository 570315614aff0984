// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.SpanBatch;
import java.util.Map;

/**
 * A batch after all repairs.
 *
 * @param rejected number of spans that were taken out, by reason
 */
public record Sanitized(SpanBatch batch, Map<String, Integer> rejected) {
  /** Copies the map. */
  public Sanitized {
    rejected = Map.copyOf(rejected);
  }
}
