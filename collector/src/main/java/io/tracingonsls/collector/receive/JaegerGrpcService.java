// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.wire.jaeger.JaegerProto;

/** {@code jaeger.api_v2.CollectorService}: what agents from 1.9 on call. */
final class JaegerGrpcService implements BindableService {
  private static final String SERVICE = "jaeger.api_v2.CollectorService";

  private final ReceiverContext context;

  JaegerGrpcService(ReceiverContext context) {
    this.context = context;
  }

  @Override
  public ServerServiceDefinition bindService() {
    GrpcPost post = new GrpcPost(
        context,
        SpanFormat.PROTO,
        message -> JaegerProto.decodePostSpans(message, context.decodeLimits()),
        Status.INTERNAL.withDescription("grpc: failed to unmarshal the received message: "),
        result -> new byte[0]);
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(RawMessages.served(SERVICE, "PostSpans"), ServerCalls.asyncUnaryCall(post))
        .build();
  }
}
