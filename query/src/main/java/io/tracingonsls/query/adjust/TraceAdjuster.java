// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Trace;

/** One repair of a whole trace. Pure and thread-safe; the order of spans is kept unless said otherwise. */
@FunctionalInterface
public interface TraceAdjuster {
  Trace adjust(Trace trace);

  /** This repair, then the other. */
  default TraceAdjuster then(TraceAdjuster next) {
    return trace -> next.adjust(adjust(trace));
  }
}
