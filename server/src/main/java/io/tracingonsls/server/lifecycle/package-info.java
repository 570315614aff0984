/**
 * Starting and stopping: threads, order, health.
 *
 * <p>Starting points: {@link io.tracingonsls.server.lifecycle.EventLoops} and {@link
 * io.tracingonsls.server.lifecycle.BlockingExecutors} own threads, {@link io.tracingonsls.server.lifecycle.Lifecycle}
 * starts parts in order and stops them in reverse, {@link io.tracingonsls.server.lifecycle.Health} says whether
 * requests can be accepted. Any module may call it.
 */
@NullMarked
package io.tracingonsls.server.lifecycle;

import org.jspecify.annotations.NullMarked;
