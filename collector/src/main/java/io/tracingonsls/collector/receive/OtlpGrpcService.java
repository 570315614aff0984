// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.wire.otlp.OtlpProto;

/** {@code opentelemetry.proto.collector.trace.v1.TraceService}. */
final class OtlpGrpcService implements BindableService {
  private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";

  private final ReceiverContext context;

  OtlpGrpcService(ReceiverContext context) {
    this.context = context;
  }

  @Override
  public ServerServiceDefinition bindService() {
    GrpcPost export = new GrpcPost(
        context,
        SpanFormat.OTLP,
        message -> OtlpProto.decode(message, context.decodeLimits()),
        Status.INVALID_ARGUMENT,
        result -> OtlpAnswers.response(result).toByteArray());
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(RawMessages.served(SERVICE, "Export"), ServerCalls.asyncUnaryCall(export))
        .build();
  }
}
