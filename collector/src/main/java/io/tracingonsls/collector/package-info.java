/**
 * The collector: receivers for every protocol, one pipeline behind them, a {@link io.tracingonsls.storage.SpanWriter} at its
 * end.
 *
 * <p>Starting points, in the order in which a program uses them:
 *
 * <ol>
 *   <li>{@link io.tracingonsls.collector.CollectorFlags}: the declarations of all flags, and from their values a
 *   <li>{@link io.tracingonsls.collector.CollectorSettings}, which can also be built by hand;
 *   <li>{@link io.tracingonsls.collector.Collector#start} with settings, a writer and a {@link
 *       io.tracingonsls.collector.CollectorRuntime} (metrics, clock, event loops); {@link
 *       io.tracingonsls.collector.Collector#addresses} says where it really listens;
 *   <li>{@link io.tracingonsls.collector.Collector#close} stops the listeners, then writes what was admitted.
 * </ol>
 *
 * <p>A sender is answered with success only after the writer's receipt. Packages form a line: {@code receive} → {@code
 * sanitize} → {@code enqueue} → {@code write}; none imports to its left, {@code account} and {@code sampling} stand beside it.
 * Called by the wiring in {@code app}.
 */
@NullMarked
package io.tracingonsls.collector;

import org.jspecify.annotations.NullMarked;
