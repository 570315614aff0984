/**
 * The agent: takes what clients on its machine send over UDP, forwards it to collectors over gRPC, and passes on their sampling
 * strategies.
 *
 * <p>Starting points: {@link io.tracingonsls.collector.forward.AgentFlags} (flags under the names of the retired jaeger-agent), {@link
 * io.tracingonsls.collector.forward.Agent#start}. Behind it {@link io.tracingonsls.collector.forward.SpanForwarder} holds encoded batches
 * until a collector has them, and {@link io.tracingonsls.collector.forward.CollectorChannel} balances over the collectors. Uses the
 * receivers; nothing in the collector's pipeline knows this package. Called by the wiring in {@code app}.
 */
@NullMarked
package io.tracingonsls.collector.forward;

import org.jspecify.annotations.NullMarked;
