/**
 * Admission: how many bytes of spans the collector holds at most, whoever sends them.
 *
 * <p>Starting point: {@link io.tracingonsls.collector.enqueue.SpanQueue}. Called by the intake (offers) and by the dispatcher
 * (takes).
 */
@NullMarked
package io.tracingonsls.collector.enqueue;

import org.jspecify.annotations.NullMarked;
