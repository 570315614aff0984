// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.plan;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.TimeRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traces asked for by id.
 *
 * @param hint where their spans start, if the client said so; null when it did not
 * @param raw without adjusters
 */
public record TraceLookup(List<TraceId> traceIds, @Nullable TimeRange hint, boolean raw) {
  public TraceLookup {
    traceIds = List.copyOf(traceIds);
  }

  public static TraceLookup of(TraceId id, boolean raw) {
    return new TraceLookup(List.of(id), null, raw);
  }
}
