// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
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
import io.tracingonsls.wire.generated.apiv3.FindTracesRequest;
import io.tracingonsls.wire.generated.apiv3.GetServicesRequest;
import io.tracingonsls.wire.generated.apiv3.QueryServiceGrpc;
import io.tracingonsls.wire.generated.apiv3.TraceQueryParameters;
import io.tracingonsls.wire.generated.expression.AttributeReference;
import io.tracingonsls.wire.generated.expression.Call;
import io.tracingonsls.wire.generated.expression.Expression;
import io.tracingonsls.wire.generated.expression.Scalar;
import io.tracingonsls.wire.generated.storagev2.CapabilitiesGrpc;
import io.tracingonsls.wire.generated.storagev2.FindTraceIDsRequest;
import io.tracingonsls.wire.generated.storagev2.GetCapabilitiesRequest;
import io.tracingonsls.wire.generated.storagev2.TraceReaderGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Filters and bearer tokens of both gRPC generations. */
class FilterServicesTest {
  private static final long START = 1_795_168_800_000_000_000L;
  private static final HostPort ANY = new HostPort("127.0.0.1", 0);

  private final MemoryTraceStorage storage = new MemoryTraceStorage();
  private final GrpcChannels channels = new GrpcChannels();
  private QueryServer server;
  private RemoteStorageServer remote;

  @BeforeEach
  void start() {
    server = QueryServer.start(
        QuerySettings.builder()
            .httpAddress(ANY)
            .grpcAddress(ANY)
            .bearerTokenPropagation(true)
            .build(),
        storage,
        null);
    remote = RemoteStorageServer.start(
        new RemoteStorageServer.Settings(ANY, null, Tenancy.OFF, QueryLimits.DEFAULTS),
        storage,
        null);
    for (int i = 1; i <= 3; i++) {
      Span span = Span.builder()
          .traceId(new TraceId(0, i))
          .spanId(new SpanId(1))
          .name("op")
          .startNanos(START + i)
          .durationNanos(1_000)
          .attributes(Attributes.of("http.status_code", AttributeValue.of(200L * i)))
          .build();
      storage
          .spanWriter()
          .write(
              SpanBatch.of(
                  ResourceSpans.of(Resource.ofService("svc", Attributes.empty()), List.of(span))),
              new WriteContext("", Deadline.after(Duration.ofSeconds(5))))
          .toCompletableFuture()
          .join();
    }
  }

  @AfterEach
  void stop() {
    channels.close();
    server.close();
    remote.close();
  }

  private static Expression scalar(String value) {
    return Expression.newBuilder()
        .setScalar(Scalar.newBuilder().setValue(value).setType("int"))
        .build();
  }

  private static Call compare(String op, String value) {
    return Call.newBuilder()
        .setOp(op)
        .addArgs(Expression.newBuilder()
            .setAttr(AttributeReference.newBuilder().setKey("http.status_code").setLevel("span")))
        .addArgs(scalar(value))
        .build();
  }

  private TraceQueryParameters.Builder query(Call filter) {
    return TraceQueryParameters.newBuilder()
        .setStartTimeMin(ProtoTimes.timestamp(START))
        .setStartTimeMax(ProtoTimes.timestamp(START + 10_000))
        .setFilter(filter);
  }

  private int found(TraceQueryParameters.Builder query) {
    List<Object> traces = new ArrayList<>();
    QueryServiceGrpc.newBlockingStub(channels.to(server.grpcPort()))
        .findTraces(FindTracesRequest.newBuilder().setQuery(query).build())
        .forEachRemaining(traces::add);
    return traces.size();
  }

  @Test
  void v3Filter_finds() {
    assertThat(found(query(compare("gte", "400")))).isEqualTo(2);
    assertThat(found(query(compare("eq", "400")))).isEqualTo(1);
    Call not = Call.newBuilder()
        .setOp("not")
        .addArgs(Expression.newBuilder().setCall(compare("eq", "400")))
        .build();
    assertThat(found(query(not))).isEqualTo(2);
    assertRefused("cannot be combined", () -> found(query(not).setServiceName("svc")));
    assertRefused("malformed filter", () -> found(query(compare("regex", "4.*"))));
    assertRefused(
        "malformed filter", () -> found(query(Call.newBuilder().setOp("and").build())));
  }

  private static void assertRefused(String message, ThrowingCallable call) {
    assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(call).satisfies(failure -> {
      assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
      assertThat(failure.getStatus().getDescription()).contains(message);
    });
  }

  @Test
  void storageFilter_findsAndIsAnnounced() {
    var parameters = io.tracingonsls.wire.generated.storagev2.TraceQueryParameters.newBuilder()
        .setSearchDepth(10)
        .setFilter(compare("lt", "500"));
    TraceReaderGrpc.TraceReaderBlockingStub reader =
        TraceReaderGrpc.newBlockingStub(channels.to(remote.port()));
    assertThat(reader
            .findTraceIDs(FindTraceIDsRequest.newBuilder().setQuery(parameters).build())
            .getTraceIdsCount())
        .isEqualTo(2);
    parameters.setOperationName("op");
    assertRefused(
        "cannot be combined",
        () -> reader.findTraceIDs(
            FindTraceIDsRequest.newBuilder().setQuery(parameters).build()));
    var search = CapabilitiesGrpc.newBlockingStub(channels.to(remote.port()))
        .getCapabilities(GetCapabilitiesRequest.getDefaultInstance())
        .getSearch();
    assertThat(search.getFilter().getOperatorsList()).contains("and", "gte", "not_in");
    assertThat(search.getFilter().getLevelsList())
        .containsExactly("span", "resource", "scope", "event", "link");
  }

  @Test
  void severalTokens_areRefused() {
    Metadata metadata = new Metadata();
    Metadata.Key<String> key = Metadata.Key.of("bearer.token", Metadata.ASCII_STRING_MARSHALLER);
    metadata.put(key, "one");
    assertThat(services(metadata)).containsExactly("svc");
    metadata.put(key, "two");
    assertThatExceptionOfType(StatusRuntimeException.class)
        .isThrownBy(() -> services(metadata))
        .satisfies(failure -> {
          assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.UNKNOWN);
          assertThat(failure.getStatus().getDescription())
              .isEqualTo("malformed token: multiple tokens found");
        });
  }

  private List<String> services(Metadata metadata) {
    return QueryServiceGrpc.newBlockingStub(channels.to(server.grpcPort()))
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
        .getServices(GetServicesRequest.getDefaultInstance())
        .getServicesList();
  }
}
