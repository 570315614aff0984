// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingSource;
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
    SpanSink intake,
    SamplingSource sampling,
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

  /**
   * Limits of UDP listeners.
   *
   * @param queuePackets datagrams of a listener that may be in work
   * @param socketBytes what the kernel is asked to hold for the listener; it may give less
   */
  public record UdpLimits(int maxPacketBytes, int queuePackets, int socketBytes) {
    private static final int SOCKET_BYTES = 4 << 20;

    /** With the usual buffer in the kernel. */
    public UdpLimits(int maxPacketBytes, int queuePackets) {
      this(maxPacketBytes, queuePackets, SOCKET_BYTES);
    }
  }
}
