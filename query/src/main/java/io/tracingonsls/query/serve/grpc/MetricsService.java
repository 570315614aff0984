// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.Duration;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.render.MetricsJson.Family;
import io.tracingonsls.storage.MetricSeries;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.MetricsReader;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.wire.generated.metrics.GaugeValue;
import io.tracingonsls.wire.generated.metrics.GetCallRatesRequest;
import io.tracingonsls.wire.generated.metrics.GetErrorRatesRequest;
import io.tracingonsls.wire.generated.metrics.GetLatenciesRequest;
import io.tracingonsls.wire.generated.metrics.GetMetricsResponse;
import io.tracingonsls.wire.generated.metrics.GetMinStepDurationRequest;
import io.tracingonsls.wire.generated.metrics.GetMinStepDurationResponse;
import io.tracingonsls.wire.generated.metrics.Label;
import io.tracingonsls.wire.generated.metrics.Metric;
import io.tracingonsls.wire.generated.metrics.MetricFamily;
import io.tracingonsls.wire.generated.metrics.MetricPoint;
import io.tracingonsls.wire.generated.metrics.MetricType;
import io.tracingonsls.wire.generated.metrics.MetricsQueryBaseRequest;
import io.tracingonsls.wire.generated.metrics.MetricsQueryServiceGrpc;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code jaeger.api_v2.metrics.MetricsQueryService}; defaults as over HTTP. */
final class MetricsService extends MetricsQueryServiceGrpc.MetricsQueryServiceImplBase {
  private static final String DOING = "failed to fetch metrics";
  private static final long MOST_POINTS = 11_000;

  private final GrpcCalls calls;
  private final TraceStorage storage;
  private final Clock clock;

  MetricsService(GrpcCalls calls, TraceStorage storage, Clock clock) {
    this.calls = calls;
    this.storage = storage;
    this.clock = clock;
  }

  private interface Measure {
    List<MetricSeries> read(MetricsReader reader, MetricsQuery query, RequestScope scope);
  }

  @Override
  public void getMinStepDuration(
      GetMinStepDurationRequest request, StreamObserver<GetMinStepDurationResponse> observer) {
    calls.unary(observer, DOING, scope -> {
      java.time.Duration step = storage.metricsReader().minStep();
      return GetMinStepDurationResponse.newBuilder()
          .setMinStep(Duration.newBuilder().setSeconds(step.getSeconds()).setNanos(step.getNano()))
          .build();
    });
  }

  @Override
  public void getLatencies(
      GetLatenciesRequest request, StreamObserver<GetMetricsResponse> observer) {
    double quantile = request.getQuantile();
    if (!(quantile >= 0 && quantile <= 1)) {
      GrpcCalls.refuse(
          observer, GrpcFailures.invalid("quantile: " + quantile + " (expected: 0 to 1)"));
      return;
    }
    answer(
        observer,
        request.getBaseRequest(),
        Family.latencies(quantile, request.getBaseRequest().getGroupByOperation()),
        (reader, query, scope) -> reader.latencies(query, quantile, scope.context()));
  }

  @Override
  public void getCallRates(
      GetCallRatesRequest request, StreamObserver<GetMetricsResponse> observer) {
    answer(
        observer,
        request.getBaseRequest(),
        Family.callRate(request.getBaseRequest().getGroupByOperation()),
        (reader, query, scope) -> reader.callRates(query, scope.context()));
  }

  @Override
  public void getErrorRates(
      GetErrorRatesRequest request, StreamObserver<GetMetricsResponse> observer) {
    answer(
        observer,
        request.getBaseRequest(),
        Family.errorRate(request.getBaseRequest().getGroupByOperation()),
        (reader, query, scope) -> reader.errorRates(query, scope.context()));
  }

  private void answer(
      StreamObserver<GetMetricsResponse> observer,
      MetricsQueryBaseRequest base,
      Family family,
      Measure measure) {
    MetricsQuery query;
    try {
      query = query(base);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.unary(
        observer,
        DOING,
        scope -> GetMetricsResponse.newBuilder()
            .setMetrics(family(family, measure.read(storage.metricsReader(), query, scope)))
            .build());
  }

  private MetricsQuery query(MetricsQueryBaseRequest base) {
    if (base.getServiceNamesCount() == 0) {
      throw GrpcFailures.invalid("please provide at least one service name");
    }
    long end = ProtoTimes.isSet(base.hasEndTime(), base.getEndTime())
        ? ProtoTimes.nanos(base.getEndTime())
        : clock.millis() * 1_000_000;
    long lookback = positive(base.getLookback(), java.time.Duration.ofHours(1));
    long step = positive(base.getStep(), java.time.Duration.ofSeconds(5));
    long ratePer = positive(base.getRatePer(), java.time.Duration.ofMinutes(10));
    if (lookback / step > MOST_POINTS) {
      throw GrpcFailures.invalid("step: at most " + MOST_POINTS + " steps in the lookback");
    }
    return new MetricsQuery(
        base.getServiceNamesList(),
        base.getGroupByOperation(),
        kinds(base),
        new TimeRange(end - lookback, end),
        java.time.Duration.ofNanos(step),
        java.time.Duration.ofNanos(ratePer));
  }

  private static long positive(Duration given, java.time.Duration otherwise) {
    long nanos = ProtoTimes.nanos(given);
    if (nanos < 0) {
      throw GrpcFailures.invalid("durations must not be negative");
    }
    return nanos == 0 ? otherwise.toNanos() : nanos;
  }

  private static Set<SpanKind> kinds(MetricsQueryBaseRequest base) {
    if (base.getSpanKindsCount() == 0) {
      return EnumSet.of(SpanKind.SERVER);
    }
    Set<SpanKind> kinds = EnumSet.noneOf(SpanKind.class);
    base.getSpanKindsList()
        .forEach(kind -> kinds.add(
            switch (kind) {
              case SPAN_KIND_UNSPECIFIED -> SpanKind.UNSPECIFIED;
              case SPAN_KIND_INTERNAL -> SpanKind.INTERNAL;
              case SPAN_KIND_SERVER -> SpanKind.SERVER;
              case SPAN_KIND_CLIENT -> SpanKind.CLIENT;
              case SPAN_KIND_PRODUCER -> SpanKind.PRODUCER;
              case SPAN_KIND_CONSUMER -> SpanKind.CONSUMER;
              case UNRECOGNIZED -> throw GrpcFailures.invalid("unsupported span kind");
            }));
    return kinds;
  }

  private static MetricFamily family(Family family, List<MetricSeries> series) {
    MetricFamily.Builder message = MetricFamily.newBuilder()
        .setName(family.name())
        .setType(MetricType.GAUGE)
        .setHelp(family.help());
    for (MetricSeries each : series) {
      Metric.Builder metric = Metric.newBuilder().addLabels(label("service_name", each.service()));
      if (!each.operation().isEmpty()) {
        metric.addLabels(label("operation", each.operation()));
      }
      each.points()
          .forEach(point -> metric.addMetricPoints(MetricPoint.newBuilder()
              .setGaugeValue(GaugeValue.newBuilder().setDoubleValue(point.value()))
              .setTimestamp(ProtoTimes.timestampMillis(point.timeMillis()))));
      message.addMetrics(metric);
    }
    return message.build();
  }

  private static Label label(String name, String value) {
    return Label.newBuilder().setName(name).setValue(value).build();
  }
}
