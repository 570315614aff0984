// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import java.io.IOException;

/** Starts a receiver of any kind. */
public final class Receivers {
  private Receivers() {}

  /**
   * Opens the listener.
   *
   * @throws io.tracingonsls.server.ListenException when the address is taken
   * @throws IOException when a file that the settings name cannot be used
   */
  public static Receiver start(
      ReceiverKind kind, ListenerSettings settings, ReceiverContext context) throws IOException {
    return switch (kind) {
      case JAEGER_HTTP -> JaegerHttpReceiver.start(settings, context);
      case ZIPKIN -> ZipkinReceiver.start(settings, context);
      case OTLP_HTTP -> OtlpHttpReceiver.start(settings, context);
      case OTLP_GRPC -> GrpcReceivers.otlp(settings, context);
      case JAEGER_GRPC -> GrpcReceivers.jaeger(settings, context);
      case CLIENT_CONFIG -> ClientConfigReceiver.start(settings, context);
      case JAEGER_TCHANNEL -> TChannelReceiver.start(settings, context);
      case UDP_COMPACT -> UdpReceiver.start(kind, settings, context);
      case UDP_BINARY -> UdpReceiver.start(kind, settings, context);
      case UDP_ZIPKIN -> UdpReceiver.start(kind, settings, context);
    };
  }
}
