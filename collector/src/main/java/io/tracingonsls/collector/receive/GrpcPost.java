// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Duration;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.collector.account.Origin;
import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.SpanDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * A unary call that brings spans. Small messages are decoded on the event loop, large ones on the decoding executor; the
 * answer comes from wherever storage completes, which gRPC allows.
 */
final class GrpcPost implements ServerCalls.UnaryMethod<byte[], byte[]> {
  private static final int INLINE_BYTES = 64 << 10;
  private static final Metadata.Key<byte[]> DETAILS =
      Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

  private final ReceiverContext context;
  private final SpanFormat format;
  private final SpanDecoder decoder;
  private final Status undecodable;
  private final Function<IntakeResult, byte[]> answer;

  /**
   * Makes a call handler.
   *
   * @param undecodable the status of a message that cannot be read; its description is put before the reason
   */
  GrpcPost(
      ReceiverContext context,
      SpanFormat format,
      SpanDecoder decoder,
      Status undecodable,
      Function<IntakeResult, byte[]> answer) {
    this.context = context;
    this.format = format;
    this.decoder = decoder;
    this.undecodable = undecodable;
    this.answer = answer;
  }

  @Override
  public void invoke(byte[] message, StreamObserver<byte[]> observer) {
    if (message == RawMessages.TOO_LARGE) {
      observer.onError(Status.RESOURCE_EXHAUSTED
          .withDescription("message too large after decompression")
          .asRuntimeException());
      return;
    }
    if (message == RawMessages.BROKEN) {
      context.httpMetrics().rejected("malformed");
      observer.onError(Status.INTERNAL.withDescription("broken compression").asRuntimeException());
      return;
    }
    String tenant = TenantInterceptor.current();
    if (message.length <= INLINE_BYTES) {
      process(message, tenant, observer);
      return;
    }
    try {
      context.decoding().execute(() -> processOnExecutor(message, tenant, observer));
    } catch (RejectedExecutionException e) {
      observer.onError(later("collector is busy", 1));
    }
  }

  /** Away from gRPC's own threads nobody else answers the call when something unforeseen is thrown. */
  private void processOnExecutor(byte[] message, String tenant, StreamObserver<byte[]> observer) {
    try {
      process(message, tenant, observer);
    } catch (RuntimeException e) {
      observer.onError(
          Status.INTERNAL.withDescription("internal error").withCause(e).asRuntimeException());
    }
  }

  private void process(byte[] message, String tenant, StreamObserver<byte[]> observer) {
    SpanBatch batch;
    try {
      batch = decoder.decode(ByteBuffer.wrap(message));
    } catch (DecodeException e) {
      context.httpMetrics().undecodable(e);
      String prefix = undecodable.getDescription() == null ? "" : undecodable.getDescription();
      observer.onError(undecodable.withDescription(prefix + e.getMessage()).asRuntimeException());
      return;
    }
    context
        .intake()
        .submit(batch, new Origin(format, "grpc", tenant))
        .whenComplete((result, failure) -> {
          if (failure != null) {
            observer.onError(refused(Refusal.of(failure)));
          } else {
            observer.onNext(answer.apply(result));
            observer.onCompleted();
          }
        });
  }

  private static StatusRuntimeException refused(Refusal refusal) {
    return switch (refusal.kind()) {
      case LATER -> later(refusal.message(), refusal.retryAfterSeconds());
      case TOO_LARGE ->
        Status.INVALID_ARGUMENT.withDescription(refusal.message()).asRuntimeException();
      case UNKNOWN_TENANT ->
        Status.PERMISSION_DENIED.withDescription(refusal.message()).asRuntimeException();
      case BROKEN -> Status.INTERNAL.withDescription(refusal.message()).asRuntimeException();
    };
  }

  /** UNAVAILABLE with a {@code google.rpc.RetryInfo}, which tells OpenTelemetry's exporters when to come again. */
  static StatusRuntimeException later(String message, int seconds) {
    Metadata trailers = new Metadata();
    trailers.put(DETAILS, details(message, seconds));
    return Status.UNAVAILABLE.withDescription(message).asRuntimeException(trailers);
  }

  private static byte[] details(String message, int seconds) {
    ByteArrayOutputStream retryInfo = new ByteArrayOutputStream();
    ByteArrayOutputStream status = new ByteArrayOutputStream();
    try {
      CodedOutputStream inner = CodedOutputStream.newInstance(retryInfo);
      inner.writeMessage(1, Duration.newBuilder().setSeconds(seconds).build());
      inner.flush();
      Any any = Any.newBuilder()
          .setTypeUrl("type.googleapis.com/google.rpc.RetryInfo")
          .setValue(ByteString.copyFrom(retryInfo.toByteArray()))
          .build();
      CodedOutputStream outer = CodedOutputStream.newInstance(status);
      outer.writeInt32(1, Status.Code.UNAVAILABLE.value());
      outer.writeString(2, message);
      outer.writeMessage(3, any);
      outer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return status.toByteArray();
  }
}
