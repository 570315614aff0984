/**
 * What a request asks for, and whether and how it may be asked: pure values and checks between parsing and reading.
 *
 * <p>Starting points: {@link io.tracingonsls.query.plan.TraceSearch}, {@link io.tracingonsls.query.plan.QueryLimits}, {@link
 * io.tracingonsls.query.plan.QueryPlan}. Made by {@code parse} and the gRPC services, run by {@code fetch}.
 */
@NullMarked
package io.tracingonsls.query.plan;

import org.jspecify.annotations.NullMarked;
