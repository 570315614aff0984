// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingStrategies;
import io.tracingonsls.server.http.HttpLimits;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.wire.DecodeLimits;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What all receivers share.
 *
 * @param decoding runs the decoding of large bodies and other work that must not be on an event loop
 */
public record ReceiverContext(
    SpanIntake intake,
    SamplingStrategies sampling,
    Tenancy tenancy,
    HttpLimits httpLimits,
    DecodeLimits decodeLimits,
    GrpcLimits grpcLimits,
    UdpLimits udpLimits,
    EventLoops loops,
    Executor decoding,
    HttpMetrics httpMetrics,
    PrometheusRegistry registry) {
  /** Limits of gRPC listeners; a zero age is no limit. */
  public record GrpcLimits(
      int maxMessageBytes, Duration maxConnectionAge, Duration maxConnectionAgeGrace) {}

  /** Limits of UDP listeners. */
  public record UdpLimits(int maxPacketBytes, int queuePackets) {}
}
