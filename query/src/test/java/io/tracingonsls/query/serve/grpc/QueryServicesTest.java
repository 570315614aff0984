// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.plan.QueryLimits;
import io.tracingonsls.query.serve.QueryServer;
import io.tracingonsls.query.serve.QuerySettings;
import io.tracingonsls.query.serve.RemoteStorageServer;
import io.tracingonsls.query.serve.Tenancy;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.memory.MemoryTraceStorage;
import io.tracingonsls.wire.generated.apiv2.ArchiveTraceRequest;
import io.tracingonsls.wire.generated.apiv2.FindTracesRequest;
import io.tracingonsls.wire.generated.apiv2.GetDependenciesRequest;
import io.tracingonsls.wire.generated.apiv2.GetOperationsRequest;
import io.tracingonsls.wire.generated.apiv2.GetServicesRequest;
import io.tracingonsls.wire.generated.apiv2.GetTraceRequest;
import io.tracingonsls.wire.generated.apiv2.QueryServiceGrpc;
import io.tracingonsls.wire.generated.apiv2.SpansResponseChunk;
import io.tracingonsls.wire.generated.apiv2.TraceQueryParameters;
import io.tracingonsls.wire.generated.metrics.GetCallRatesRequest;
import io.tracingonsls.wire.generated.metrics.MetricsQueryBaseRequest;
import io.tracingonsls.wire.generated.metrics.MetricsQueryServiceGrpc;
import io.tracingonsls.wire.generated.storagev1.SpanReaderPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.SpanWriterPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.WriteSpanRequest;
import io.tracingonsls.wire.generated.storagev2.AnyValue;
import io.tracingonsls.wire.generated.storagev2.CapabilitiesGrpc;
import io.tracingonsls.wire.generated.storagev2.FindTraceIDsRequest;
import io.tracingonsls.wire.generated.storagev2.GetCapabilitiesRequest;
import io.tracingonsls.wire.generated.storagev2.GetTraceParams;
import io.tracingonsls.wire.generated.storagev2.GetTracesRequest;
import io.tracingonsls.wire.generated.storagev2.KeyValue;
import io.tracingonsls.wire.generated.storagev2.TraceReaderGrpc;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jaeger's gRPC query and storage services, called with real clients. */
class QueryServicesTest {
  private static final long START = 1_795_168_800_000_000_000L;
  /** How Go writes a time that is not set. */
  private static final Timestamp YEAR_ONE =
      Timestamp.newBuilder().setSeconds(-62_135_596_800L).build();

  private final MemoryTraceStorage storage = new MemoryTraceStorage();
  private final MemoryTraceStorage archive = new MemoryTraceStorage();
  private final GrpcChannels channels = new GrpcChannels();
  private QueryServer server;
  private RemoteStorageServer remote;

  @BeforeEach
  void start() {
    server = QueryServer.start(settings().build(), storage, archive);
    remote = RemoteStorageServer.start(
        new RemoteStorageServer.Settings(
            new HostPort("127.0.0.1", 0), null, Tenancy.OFF, QueryLimits.DEFAULTS),
        storage,
        archive);
  }

  private static QuerySettings.Builder settings() {
    return QuerySettings.builder()
        .httpAddress(new HostPort("127.0.0.1", 0))
        .grpcAddress(new HostPort("127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    channels.close();
    server.close();
    remote.close();
  }

  private QueryServiceGrpc.QueryServiceBlockingStub v2() {
    return QueryServiceGrpc.newBlockingStub(channels.to(server.grpcPort()));
  }

  private io.tracingonsls.wire.generated.apiv3.QueryServiceGrpc.QueryServiceBlockingStub v3() {
    return io.tracingonsls.wire.generated.apiv3.QueryServiceGrpc.newBlockingStub(
        channels.to(server.grpcPort()));
  }

  private void write(long trace, int spans, String service, int textLength) {
    List<Span> list = new ArrayList<>();
    Attributes attributes = Attributes.builder()
        .put("n", 123L)
        .put("f", 72.5)
        .put("text", "x".repeat(textLength))
        .put("span.kind", "server")
        .build();
    for (int i = 0; i < spans; i++) {
      list.add(Span.builder()
          .traceId(new TraceId(0, trace))
          .spanId(new SpanId(i + 1))
          .parentSpanId(new SpanId(i == 0 ? 0 : 1))
          .name("op")
          .startNanos(START + trace * 1_000 + i)
          .durationNanos(1_000)
          .attributes(attributes)
          .build());
    }
    SpanBatch batch =
        SpanBatch.of(ResourceSpans.of(Resource.ofService(service, Attributes.empty()), list));
    storage
        .spanWriter()
        .write(batch, new WriteContext("", Deadline.after(java.time.Duration.ofSeconds(5))))
        .toCompletableFuture()
        .join();
  }

  private static ByteString id(long low) {
    return ProtoIds.bytes(new TraceId(0, low));
  }

  private static void fails(Status.Code code, String message, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call).satisfies(failure -> {
      assertThat(failure.getStatus().getCode()).isEqualTo(code);
      assertThat(failure.getStatus().getDescription()).isEqualTo(message);
    });
  }

  private static List<io.tracingonsls.wire.generated.apiv2.Span> spans(
      Iterator<SpansResponseChunk> chunks) {
    List<io.tracingonsls.wire.generated.apiv2.Span> spans = new ArrayList<>();
    chunks.forEachRemaining(chunk -> {
      assertThat(chunk.getSpansCount()).isPositive();
      assertThat(chunk.getSerializedSize()).isLessThan(4 << 20);
      assertThat(new HashSet<>(chunk.getSpansList().stream()
              .map(io.tracingonsls.wire.generated.apiv2.Span::getTraceId)
              .toList()))
          .hasSize(1);
      spans.addAll(chunk.getSpansList());
    });
    return spans;
  }

  @Test
  void v2_streamsATrace() {
    write(1, 2_500, "svc", 10);
    List<io.tracingonsls.wire.generated.apiv2.Span> spans =
        spans(v2().getTrace(GetTraceRequest.newBuilder()
            .setTraceId(id(1))
            .setStartTime(YEAR_ONE)
            .setEndTime(YEAR_ONE)
            .build()));
    assertThat(spans).hasSize(2_500);
    assertThat(spans.get(0).getProcess().getServiceName()).isEqualTo("svc");
    assertThat(spans.get(0).getProcessId()).isEmpty();
  }

  @Test
  void v2_refusesAsJaegerDoes() {
    QueryServiceGrpc.QueryServiceBlockingStub stub = v2();
    fails(
        Status.Code.INVALID_ARGUMENT,
        "uninitialized TraceID is not allowed",
        () -> stub.getTrace(GetTraceRequest.newBuilder().setTraceId(id(0)).build())
            .hasNext());
    fails(
        Status.Code.INVALID_ARGUMENT,
        "uninitialized TraceID is not allowed",
        () -> stub.archiveTrace(ArchiveTraceRequest.getDefaultInstance()));
    fails(
        Status.Code.INVALID_ARGUMENT,
        "trace_id: 3 bytes (expected: 16)",
        () -> stub.getTrace(GetTraceRequest.newBuilder()
                .setTraceId(ByteString.copyFromUtf8("abc"))
                .build())
            .hasNext());
    fails(
        Status.Code.NOT_FOUND,
        "trace not found",
        () -> stub.getTrace(GetTraceRequest.newBuilder().setTraceId(id(9)).build())
            .hasNext());
    fails(
        Status.Code.NOT_FOUND,
        "trace not found",
        () ->
            stub.archiveTrace(ArchiveTraceRequest.newBuilder().setTraceId(id(9)).build()));
    fails(
        Status.Code.INVALID_ARGUMENT,
        "missing query",
        () -> stub.findTraces(FindTracesRequest.getDefaultInstance()).hasNext());
    fails(
        Status.Code.INVALID_ARGUMENT,
        "StartTime and EndTime must be initialized.",
        () -> stub.getDependencies(GetDependenciesRequest.newBuilder()
            .setStartTime(YEAR_ONE)
            .setEndTime(YEAR_ONE)
            .build()));
    storage.close();
    fails(
        Status.Code.UNAVAILABLE,
        "failed to fetch services: the storage is closed",
        () -> stub.getServices(GetServicesRequest.getDefaultInstance()));
  }

  @Test
  void v2_findsWithGoDefaults() {
    write(1, 3, "svc", 10);
    write(2, 3, "svc", 10);
    write(3, 3, "other", 10);
    TraceQueryParameters.Builder query = TraceQueryParameters.newBuilder()
        .setServiceName("svc")
        .putTags("n", "123")
        .putTags("f", "72.5")
        .setStartTimeMin(YEAR_ONE)
        .setStartTimeMax(YEAR_ONE)
        .setDurationMin(Duration.getDefaultInstance());
    assertThat(
            spans(v2().findTraces(FindTracesRequest.newBuilder().setQuery(query).build())))
        .hasSize(6);
    query.setSearchDepth(1);
    assertThat(
            spans(v2().findTraces(FindTracesRequest.newBuilder().setQuery(query).build())))
        .hasSize(3);
    query.putTags("n", "124");
    assertThat(
            spans(v2().findTraces(FindTracesRequest.newBuilder().setQuery(query).build())))
        .isEmpty();
  }

  @Test
  void v2_listsTheCatalogAndArchives() {
    write(1, 1, "svc", 1);
    QueryServiceGrpc.QueryServiceBlockingStub stub = v2();
    assertThat(stub.getServices(GetServicesRequest.getDefaultInstance()).getServicesList())
        .containsExactly("svc");
    var operations =
        stub.getOperations(GetOperationsRequest.newBuilder().setService("svc").build());
    assertThat(operations.getOperationNamesList()).containsExactly("op");
    assertThat(operations.getOperations(0).getSpanKind()).isEqualTo("server");
    assertThat(stub.getOperations(GetOperationsRequest.newBuilder()
                .setService("svc")
                .setSpanKind("nosuch")
                .build())
            .getOperationsCount())
        .isZero();
    assertThat(
            stub.archiveTrace(ArchiveTraceRequest.newBuilder().setTraceId(id(1)).build()))
        .isNotNull();
    storage.purge();
    assertThat(
            spans(stub.getTrace(GetTraceRequest.newBuilder().setTraceId(id(1)).build())))
        .hasSize(1);
  }

  @Test
  void v3_answersInOtlp() {
    write(1, 1_500, "svc", 10);
    var stub = v3();
    int spans = 0;
    Iterator<TracesData> messages =
        stub.getTrace(io.tracingonsls.wire.generated.apiv3.GetTraceRequest.newBuilder()
            .setTraceId("1")
            .build());
    while (messages.hasNext()) {
      spans += messages.next().getResourceSpans(0).getScopeSpans(0).getSpansCount();
    }
    assertThat(spans).isEqualTo(1_500);

    fails(
        Status.Code.UNKNOWN,
        "malform trace ID: strconv.ParseUint: parsing \"x\": invalid syntax",
        () -> stub.getTrace(io.tracingonsls.wire.generated.apiv3.GetTraceRequest.newBuilder()
                .setTraceId("x")
                .build())
            .hasNext());
    fails(
        Status.Code.INVALID_ARGUMENT,
        "missing query",
        () -> stub.findTraces(
                io.tracingonsls.wire.generated.apiv3.FindTracesRequest.getDefaultInstance())
            .hasNext());
    var query = io.tracingonsls.wire.generated.apiv3.TraceQueryParameters.newBuilder()
        .setServiceName("nosuch");
    fails(
        Status.Code.INVALID_ARGUMENT,
        "start time min and max are required parameters",
        () -> stub.findTraces(io.tracingonsls.wire.generated.apiv3.FindTracesRequest.newBuilder()
                .setQuery(query)
                .build())
            .hasNext());
    query
        .setStartTimeMin(ProtoTimes.timestamp(START))
        .setStartTimeMax(ProtoTimes.timestamp(START + 10_000));
    assertThat(stub.findTraces(io.tracingonsls.wire.generated.apiv3.FindTracesRequest.newBuilder()
                .setQuery(query)
                .build())
            .hasNext())
        .isFalse();
    query.setServiceName("svc");
    var summaries = stub.findTraceSummaries(
            io.tracingonsls.wire.generated.apiv3.FindTraceSummariesRequest.newBuilder()
                .setQuery(query)
                .build())
        .next();
    assertThat(summaries.getSummaries(0).getSpanCount()).isEqualTo(1_500);
    fails(
        Status.Code.INVALID_ARGUMENT,
        "end_time must be after start_time",
        () -> stub.getDependencies(
            io.tracingonsls.wire.generated.apiv3.GetDependenciesRequest.newBuilder()
                .setStartTime(ProtoTimes.timestamp(5))
                .setEndTime(ProtoTimes.timestamp(5))
                .build()));
  }

  @Test
  void metrics_areMeasured() {
    write(1, 60, "svc", 1);
    var answer = MetricsQueryServiceGrpc.newBlockingStub(channels.to(server.grpcPort()))
        .getCallRates(GetCallRatesRequest.newBuilder()
            .setBaseRequest(MetricsQueryBaseRequest.newBuilder()
                .addServiceNames("svc")
                .setEndTime(ProtoTimes.timestamp(START + 60_000_000_000L))
                .setLookback(Duration.newBuilder().setSeconds(120))
                .setStep(Duration.newBuilder().setSeconds(60))
                .setRatePer(Duration.newBuilder().setSeconds(60)))
            .build());
    assertThat(answer.getMetrics().getName()).isEqualTo("service_call_rate");
    assertThat(
            answer.getMetrics().getMetrics(0).getMetricPoints(0).getGaugeValue().getDoubleValue())
        .isEqualTo(1.0);
  }

  @Test
  void remoteV2_streamsRawTracesOfKnownIds() {
    write(1, 2_000, "svc", 3_000);
    write(2, 1, "svc", 1);
    GetTracesRequest.Builder request = GetTracesRequest.newBuilder();
    for (long trace : new long[] {1, 0, 99, 2}) {
      request.addQuery(GetTraceParams.newBuilder()
          .setTraceId(id(trace))
          .setStartTime(YEAR_ONE)
          .setEndTime(YEAR_ONE));
    }
    List<ByteString> order = new ArrayList<>();
    int spans = 0;
    Iterator<TracesData> messages =
        TraceReaderGrpc.newBlockingStub(channels.to(remote.port())).getTraces(request.build());
    while (messages.hasNext()) {
      TracesData message = messages.next();
      assertThat(message.getSerializedSize()).isLessThan(2 << 20);
      Set<ByteString> ids = new HashSet<>();
      for (var span : message.getResourceSpans(0).getScopeSpans(0).getSpansList()) {
        ids.add(span.getTraceId());
        spans++;
      }
      assertThat(ids).hasSize(1);
      ByteString only = ids.iterator().next();
      if (order.isEmpty() || !order.get(order.size() - 1).equals(only)) {
        order.add(only);
      }
    }
    assertThat(order).containsExactly(id(1), id(2));
    assertThat(spans).isEqualTo(2_001);
  }

  @Test
  void remoteV2_matchesTypedAndTextValues() {
    write(1, 1, "svc", 1);
    var stub = TraceReaderGrpc.newBlockingStub(channels.to(remote.port()));
    for (AnyValue value : new AnyValue[] {
      AnyValue.newBuilder().setIntValue(123).build(),
      AnyValue.newBuilder().setStringValue("123").build()
    }) {
      var query = io.tracingonsls.wire.generated.storagev2.TraceQueryParameters.newBuilder()
          .setServiceName("svc")
          .addAttributes(KeyValue.newBuilder().setKey("n").setValue(value));
      assertThat(
              stub.findTraceIDs(FindTraceIDsRequest.newBuilder().setQuery(query).build())
                  .getTraceIdsList())
          .extracting(found -> found.getTraceId())
          .containsExactly(id(1));
    }
    assertThat(CapabilitiesGrpc.newBlockingStub(channels.to(remote.port()))
            .getCapabilities(GetCapabilitiesRequest.getDefaultInstance())
            .getSearch()
            .getWithoutServiceName())
        .isTrue();
  }

  @Test
  void remoteV2_writesOtlp() {
    SpanBatch batch = SpanBatch.of(ResourceSpans.of(
        Resource.ofService("svc", Attributes.empty()),
        List.of(Span.builder()
            .traceId(new TraceId(0, 5))
            .spanId(new SpanId(1))
            .startNanos(START)
            .attributes(Attributes.of("k", AttributeValue.of(true)))
            .build())));
    assertThat(TraceServiceGrpc.newBlockingStub(channels.to(remote.port()))
            .export(OtlpProto.exportRequest(batch))
            .hasPartialSuccess())
        .isFalse();
    var request = GetTracesRequest.newBuilder()
        .addQuery(GetTraceParams.newBuilder().setTraceId(id(5)))
        .build();
    assertThat(TraceReaderGrpc.newBlockingStub(channels.to(remote.port()))
            .getTraces(request)
            .next()
            .getResourceSpans(0)
            .getScopeSpans(0)
            .getSpans(0)
            .getAttributes(0)
            .getValue()
            .getBoolValue())
        .isTrue();
    for (String name :
        new String[] {"TraceReader", "TraceWriter", "DependencyReader", "Capabilities"}) {
      assertThat(HealthGrpc.newBlockingStub(channels.to(remote.port()))
              .check(HealthCheckRequest.newBuilder()
                  .setService("jaeger.storage.v2." + name)
                  .build())
              .getStatus())
          .isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
    }
  }

  @Test
  void remoteV1_readsWhatItWrote() {
    write(1, 1, "svc", 1);
    var span = spans(
            v2().getTrace(GetTraceRequest.newBuilder().setTraceId(id(1)).build()))
        .get(0);
    storage.purge();
    SpanWriterPluginGrpc.newBlockingStub(channels.to(remote.port()))
        .writeSpan(WriteSpanRequest.newBuilder().setSpan(span).build());
    var reader = SpanReaderPluginGrpc.newBlockingStub(channels.to(remote.port()));
    var chunk = reader
        .getTrace(io.tracingonsls.wire.generated.storagev1.GetTraceRequest.newBuilder()
            .setTraceId(id(1))
            .build())
        .next();
    assertThat(chunk.getSpans(0)).isEqualTo(span);
    for (long unknown : new long[] {7, 0}) {
      fails(
          Status.Code.NOT_FOUND,
          "trace not found",
          () -> reader
              .getTrace(io.tracingonsls.wire.generated.storagev1.GetTraceRequest.newBuilder()
                  .setTraceId(id(unknown))
                  .build())
              .hasNext());
    }
  }

  @Test
  void tenants_mustBeNamedOnce() {
    try (QueryServer tenanted = QueryServer.start(
        settings().tenancy(new Tenancy("x-tenant", Set.of("acme"))).build(), storage, null)) {
      ManagedChannel plain = channels.to(tenanted.grpcPort());
      fails(Status.Code.UNAUTHENTICATED, "missing tenant header", () -> services(plain));
      fails(Status.Code.PERMISSION_DENIED, "unknown tenant", () -> services(plain, "evil"));
      fails(
          Status.Code.PERMISSION_DENIED, "extra tenant header", () -> services(plain, "acme", "b"));
      services(plain, "acme");
    }
  }

  private static void services(ManagedChannel channel, String... tenants) {
    Metadata headers = new Metadata();
    for (String tenant : tenants) {
      headers.put(Metadata.Key.of("x-tenant", Metadata.ASCII_STRING_MARSHALLER), tenant);
    }
    assertThat(QueryServiceGrpc.newBlockingStub(ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers)))
            .getServices(GetServicesRequest.getDefaultInstance()))
        .isNotNull();
  }
}
