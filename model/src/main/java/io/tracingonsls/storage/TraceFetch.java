// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.TraceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which traces to fetch.
 *
 * @param hint where their spans start, if known: a store may look elsewhere too, and must widen it by its slack; null means the whole look-back
 */
public record TraceFetch(List<TraceId> traceIds, @Nullable TimeRange hint) {
  public TraceFetch {
    traceIds = List.copyOf(traceIds);
  }

  public static TraceFetch of(TraceId traceId) {
    return new TraceFetch(List.of(traceId), null);
  }
}
