/**
 * The receivers: one per protocol, all ending in {@link io.tracingonsls.collector.receive.SpanIntake}.
 *
 * <p>Starting points: {@link io.tracingonsls.collector.receive.SpanIntake} for the way of a batch, {@link
 * io.tracingonsls.collector.receive.Refusal} for the one table from failures to statuses, {@link
 * io.tracingonsls.collector.receive.JaegerHttpReceiver} as an example of a receiver. Handlers run on event loops: small
 * bodies are decoded there, large ones on the decoding executor. Called by the collector's set-up.
 */
@NullMarked
package io.tracingonsls.collector.receive;

import org.jspecify.annotations.NullMarked;
