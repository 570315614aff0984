// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.plan;

import io.tracingonsls.storage.TraceSummary;
import java.util.List;

/** A condition on a whole trace, decided from its summary. */
public sealed interface TraceCondition {
  /** Met by every trace. */
  TraceCondition ALWAYS = new All(List.of());

  boolean matches(TraceSummary summary);

  /** Met when all parts are. */
  record All(List<TraceCondition> parts) implements TraceCondition {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean matches(TraceSummary summary) {
      return parts.stream().allMatch(part -> part.matches(summary));
    }
  }

  /** Met when the number is within the bounds, both included. */
  record Between(Measure measure, long least, long most) implements TraceCondition {
    @Override
    public boolean matches(TraceSummary summary) {
      long value = measure.of(summary);
      return value >= least && value <= most;
    }
  }

  /** What can be measured of a trace. */
  enum Measure {
    /** From the first start to the last end, in nanoseconds. */
    DURATION {
      @Override
      long of(TraceSummary summary) {
        return summary.endNanos() - summary.startNanos();
      }
    },
    SPANS {
      @Override
      long of(TraceSummary summary) {
        return summary.spanCount();
      }
    },
    ERRORS {
      @Override
      long of(TraceSummary summary) {
        return summary.errorSpanCount();
      }
    },
    SERVICES {
      @Override
      long of(TraceSummary summary) {
        return summary.services().size();
      }
    };

    abstract long of(TraceSummary summary);
  }
}
