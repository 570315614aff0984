// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.generated.storagev1.ArchiveSpanWriterPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.CloseWriterRequest;
import io.tracingonsls.wire.generated.storagev1.CloseWriterResponse;
import io.tracingonsls.wire.generated.storagev1.SpanWriterPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.WriteSpanRequest;
import io.tracingonsls.wire.generated.storagev1.WriteSpanResponse;
import io.tracingonsls.wire.jaeger.JaegerProto;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * {@code jaeger.storage.v1.SpanWriterPlugin} and its archive twin. One span comes per call, so there are very many small calls: none holds a
 * thread, the storage's writer batches behind them, and each is answered when its span is durable.
 */
final class PluginSpanWriter {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private PluginSpanWriter() {}

  /** Writes to the primary store. */
  static final class Primary extends SpanWriterPluginGrpc.SpanWriterPluginImplBase {
    private final SpanWriter writer;

    Primary(SpanWriter writer) {
      this.writer = writer;
    }

    @Override
    public void writeSpan(WriteSpanRequest request, StreamObserver<WriteSpanResponse> observer) {
      write(writer, request, observer);
    }

    /** Nothing to do: the store is closed with the process, not by one of its clients. */
    @Override
    public void close(CloseWriterRequest request, StreamObserver<CloseWriterResponse> observer) {
      observer.onNext(CloseWriterResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }

  /** Writes to the archive. */
  static final class Archive extends ArchiveSpanWriterPluginGrpc.ArchiveSpanWriterPluginImplBase {
    private final SpanWriter writer;

    Archive(SpanWriter writer) {
      this.writer = writer;
    }

    @Override
    public void writeArchiveSpan(
        WriteSpanRequest request, StreamObserver<WriteSpanResponse> observer) {
      write(writer, request, observer);
    }
  }

  private static void write(
      SpanWriter writer, WriteSpanRequest request, StreamObserver<WriteSpanResponse> observer) {
    SpanBatch batch;
    try {
      batch = JaegerProto.decodeWriteSpan(
          request.toByteString().asReadOnlyByteBuffer(), DecodeLimits.DEFAULT);
    } catch (DecodeException bad) {
      observer.onError(
          Status.INVALID_ARGUMENT.withDescription(bad.getMessage()).asRuntimeException());
      return;
    }
    if (observer instanceof ServerCallStreamObserver<WriteSpanResponse> call) {
      // A client that leaves does not take its span back.
      call.setOnCancelHandler(() -> {});
    }
    WriteContext context = new WriteContext(TenantInterceptor.tenant(), Deadline.after(TIMEOUT));
    CompletionStage<WriteReceipt> unused = writer
        .write(batch, context)
        .whenComplete((receipt, failure) -> answer(receipt, failure, observer));
  }

  private static void answer(
      WriteReceipt receipt, Throwable failure, StreamObserver<WriteSpanResponse> observer) {
    if (failure != null) {
      observer.onError(
          GrpcFailures.toStatus(failure, "failed to write a span").asRuntimeException());
    } else if (receipt.rejected() > 0) {
      observer.onError(Status.INVALID_ARGUMENT
          .withDescription(
              "the span was rejected: " + receipt.rejections().get(0).reason())
          .asRuntimeException());
    } else {
      observer.onNext(WriteSpanResponse.getDefaultInstance());
      observer.onCompleted();
    }
  }
}
