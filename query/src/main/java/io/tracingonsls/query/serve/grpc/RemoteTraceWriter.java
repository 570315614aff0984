// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes of an upstream Jaeger: OTLP's {@code TraceService/Export}, answered when the spans are as durable as the storage makes them. Messages
 * are decoded by our own reader, which bounds what comes out of them.
 */
final class RemoteTraceWriter implements BindableService {
  private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final SpanWriter writer;

  RemoteTraceWriter(SpanWriter writer) {
    this.writer = writer;
  }

  @Override
  public ServerServiceDefinition bindService() {
    MethodDescriptor<byte[], byte[]> export = MethodDescriptor.<byte[], byte[]>newBuilder()
        .setType(MethodDescriptor.MethodType.UNARY)
        .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, "Export"))
        .setRequestMarshaller(new Bytes())
        .setResponseMarshaller(new Bytes())
        .build();
    return ServerServiceDefinition.builder(SERVICE)
        .addMethod(export, ServerCalls.asyncUnaryCall(this::export))
        .build();
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return stream.readAllBytes();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private void export(byte[] message, StreamObserver<byte[]> observer) {
    SpanBatch batch;
    try {
      batch = OtlpProto.decode(ByteBuffer.wrap(message));
    } catch (DecodeException bad) {
      observer.onError(
          Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).asRuntimeException());
      return;
    }
    if (observer instanceof ServerCallStreamObserver<byte[]> call) {
      // A client that leaves does not take its spans back.
      call.setOnCancelHandler(() -> {});
    }
    WriteContext context = new WriteContext(TenantInterceptor.tenant(), Deadline.after(TIMEOUT));
    CompletionStage<WriteReceipt> unused = writer
        .write(batch, context)
        .whenComplete((receipt, failure) -> answer(receipt, failure, observer));
  }

  private static void answer(
      @Nullable WriteReceipt receipt,
      @Nullable Throwable failure,
      StreamObserver<byte[]> observer) {
    if (failure != null || receipt == null) {
      Throwable cause = failure == null ? new IllegalStateException("no receipt") : failure;
      observer.onError(GrpcFailures.toStatus(cause, "failed to write spans").asRuntimeException());
      return;
    }
    ExportTraceServiceResponse.Builder response = ExportTraceServiceResponse.newBuilder();
    if (receipt.rejected() > 0) {
      response.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
          .setRejectedSpans(receipt.rejected())
          .setErrorMessage(receipt.rejections().get(0).reason()));
    }
    observer.onNext(response.build().toByteArray());
    observer.onCompleted();
  }
}
