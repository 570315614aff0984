// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.Health;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SpanReader;
import io.tracingonsls.storage.SpanWriter;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.TraceChunk;
import io.tracingonsls.storage.TraceFetch;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.generated.storagev2.FindTraceIDsRequest;
import io.tracingonsls.wire.generated.storagev2.GetOperationsRequest;
import io.tracingonsls.wire.generated.storagev2.GetServicesRequest;
import io.tracingonsls.wire.generated.storagev2.GetTraceParams;
import io.tracingonsls.wire.generated.storagev2.GetTracesRequest;
import io.tracingonsls.wire.generated.storagev2.TraceQueryParameters;
import io.tracingonsls.wire.generated.storagev2.TraceReaderGrpc;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage behind the remote storage API, used as an upstream Jaeger does: the tenant goes along as metadata. Who names no tenant is refused,
 * which here looks like having no spans.
 */
final class RemoteTraceStorage implements TraceStorage, SpanWriter, SpanReader, CatalogReader {
  private static final Metadata.Key<String> TENANT =
      Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER);

  private final ManagedChannel channel;

  RemoteTraceStorage(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  private static <S extends AbstractStub<S>> S as(String tenant, S stub) {
    Metadata metadata = new Metadata();
    if (!tenant.isEmpty()) {
      metadata.put(TENANT, tenant);
    }
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
  }

  private TraceReaderGrpc.TraceReaderBlockingStub reader(ReadContext context) {
    return as(context.tenant(), TraceReaderGrpc.newBlockingStub(channel));
  }

  private static <T> List<T> unlessRefused(Supplier<List<T>> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException refused) {
      if (refused.getStatus().getCode() == Status.Code.UNAUTHENTICATED) {
        return new ArrayList<>();
      }
      throw refused;
    }
  }

  private static ByteString bytes(TraceId id) {
    ByteBuffer bytes = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low());
    return ByteString.copyFrom(bytes.flip());
  }

  @Override
  public CompletionStage<WriteReceipt> write(SpanBatch batch, WriteContext context) {
    boolean partly = as(context.tenant(), TraceServiceGrpc.newBlockingStub(channel))
        .export(OtlpProto.exportRequest(batch))
        .hasPartialSuccess();
    return partly
        ? CompletableFuture.failedFuture(new IllegalStateException("spans were rejected"))
        : CompletableFuture.completedFuture(WriteReceipt.stored(batch.spanCount()));
  }

  @Override
  public CompletionStage<Void> flush() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks) {
    for (TraceId id : fetch.traceIds()) {
      GetTracesRequest request = GetTracesRequest.newBuilder()
          .addQuery(GetTraceParams.newBuilder().setTraceId(bytes(id)))
          .build();
      unlessRefused(() -> {
            List<ByteString> messages = new ArrayList<>();
            reader(context)
                .getTraces(request)
                .forEachRemaining(data -> messages.add(data.toByteString()));
            return messages;
          })
          .forEach(message -> chunks.accept(new TraceChunk(id, decoded(message).flatten())));
    }
  }

  private static SpanBatch decoded(ByteString message) {
    try {
      return OtlpProto.decode(message.asReadOnlyByteBuffer());
    } catch (DecodeException bad) {
      throw new AssertionError(bad);
    }
  }

  @Override
  public List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context) {
    TraceQueryParameters parameters = TraceQueryParameters.newBuilder()
        .setServiceName(query.service())
        .setOperationName(query.operation())
        .setStartTimeMin(Timestamp.newBuilder().setSeconds(1))
        .setStartTimeMax(Timestamp.newBuilder().setSeconds(4_000_000_000L))
        .setDurationMin(Duration.getDefaultInstance())
        .setSearchDepth(query.limit())
        .build();
    return unlessRefused(() -> {
      List<TraceMatch> matches = new ArrayList<>();
      reader(context)
          .findTraceIDs(FindTraceIDsRequest.newBuilder().setQuery(parameters).build())
          .getTraceIdsList()
          .forEach(found -> {
            ByteBuffer id = found.getTraceId().asReadOnlyByteBuffer();
            matches.add(new TraceMatch(new TraceId(id.getLong(), id.getLong()), 0));
          });
      return matches;
    });
  }

  @Override
  public List<TraceSummary> summaries(TraceFetch fetch, ReadContext context) {
    return new ArrayList<>();
  }

  @Override
  public List<String> services(ReadContext context) {
    return unlessRefused(() ->
        reader(context).getServices(GetServicesRequest.getDefaultInstance()).getServicesList());
  }

  @Override
  public List<Operation> operations(String service, @Nullable SpanKind kind, ReadContext context) {
    GetOperationsRequest request =
        GetOperationsRequest.newBuilder().setService(service).build();
    return unlessRefused(() -> reader(context).getOperations(request).getOperationsList().stream()
        .map(operation ->
            new Operation(operation.getName(), SpanKind.fromText(operation.getSpanKind())))
        .toList());
  }

  @Override
  public SpanWriter spanWriter() {
    return this;
  }

  @Override
  public SpanReader spanReader() {
    return this;
  }

  @Override
  public CatalogReader catalogReader() {
    return this;
  }

  @Override
  public StorageCapabilities capabilities() {
    return StorageCapabilities.NONE;
  }

  @Override
  public void prepare(java.time.Duration timeout) {}

  @Override
  public Health check() {
    return Health.UP;
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
