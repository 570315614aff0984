/**
 * Repairs of assembled traces, in Jaeger's order, applied to every trace that is shown unless it is asked for raw.
 *
 * <p>Starting point: {@link io.tracingonsls.query.adjust.TraceAdjusters#standard}. Each adjuster is a pure function from a whole trace to a
 * whole trace; what it can't do becomes a warning of the span. None recurses: traces may be deeper than a stack. Called by {@code fetch} and
 * {@code serve}.
 */
@NullMarked
package io.tracingonsls.query.adjust;

import org.jspecify.annotations.NullMarked;
