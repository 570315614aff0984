// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.collector.sampling.SamplingSource;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.wire.generated.apiv2.PerOperationSamplingStrategies;
import io.tracingonsls.wire.generated.apiv2.SamplingManagerGrpc;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyParameters;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyResponse;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyType;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the collectors for strategies and remembers the answers for a short time, so that many processes of one service cost one question.
 * While no collector answers, the last known strategy is given. Thread-safe.
 */
final class CollectorSampling implements SamplingSource {
  private static final int MAX_SERVICES = 1000;
  private static final long CALL_SECONDS = 5;

  private final CollectorChannel collectors;
  private final ForwardMetrics metrics;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private final Map<String, Known> known = new LinkedHashMap<>(16, .75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > MAX_SERVICES;
    }
  };

  private record Known(long nanos, SamplingStrategy strategy) {}

  CollectorSampling(
      CollectorChannel collectors, ForwardMetrics metrics, Duration fresh, LongSupplier nanoTime) {
    this.collectors = collectors;
    this.metrics = metrics;
    this.freshNanos = fresh.toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public CompletionStage<SamplingStrategy> ask(String service) {
    Known last = last(service);
    if (last != null && nanoTime.getAsLong() - last.nanos() < freshNanos) {
      return CompletableFuture.completedStage(last.strategy());
    }
    CompletableFuture<SamplingStrategy> answer = new CompletableFuture<>();
    SamplingManagerGrpc.newStub(collectors.channel())
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
        .getSamplingStrategy(
            SamplingStrategyParameters.newBuilder().setServiceName(service).build(),
            new Answer(service, last, answer));
    return answer;
  }

  private @Nullable Known last(String service) {
    synchronized (known) {
      return known.get(service);
    }
  }

  private void remember(String service, SamplingStrategy strategy) {
    synchronized (known) {
      known.put(service, new Known(nanoTime.getAsLong(), strategy));
    }
  }

  static SamplingStrategy strategy(SamplingStrategyResponse response) {
    SamplingStrategy strategy = response.getStrategyType() == SamplingStrategyType.RATE_LIMITING
        ? SamplingStrategy.rateLimiting(response.getRateLimitingSampling().getMaxTracesPerSecond())
        : SamplingStrategy.probabilistic(
            response.hasProbabilisticSampling() || !response.hasOperationSampling()
                ? response.getProbabilisticSampling().getSamplingRate()
                : Double.NaN);
    if (!response.hasOperationSampling()) {
      return strategy;
    }
    PerOperationSamplingStrategies operations = response.getOperationSampling();
    return strategy.withOperations(new SamplingStrategy.PerOperation(
        operations.getDefaultSamplingProbability(),
        operations.getDefaultLowerBoundTracesPerSecond(),
        operations.getPerOperationStrategiesList().stream()
            .map(operation -> new SamplingStrategy.Operation(
                operation.getOperation(), operation.getProbabilisticSampling().getSamplingRate()))
            .toList()));
  }

  private final class Answer implements StreamObserver<SamplingStrategyResponse> {
    private final String service;
    private final @Nullable Known last;
    private final CompletableFuture<SamplingStrategy> answer;

    Answer(String service, @Nullable Known last, CompletableFuture<SamplingStrategy> answer) {
      this.service = service;
      this.last = last;
      this.answer = answer;
    }

    @Override
    public void onNext(SamplingStrategyResponse response) {
      SamplingStrategy strategy = strategy(response);
      metrics.askedForSampling(true);
      remember(service, strategy);
      answer.complete(strategy);
    }

    @Override
    public void onError(Throwable failure) {
      metrics.askedForSampling(false);
      collectors.reconnectSoon();
      if (last != null) {
        answer.complete(last.strategy());
      } else {
        answer.completeExceptionally(
            new IllegalStateException(Status.fromThrowable(failure).getCode().name(), failure));
      }
    }

    @Override
    public void onCompleted() {
      if (!answer.isDone()) {
        onError(Status.UNKNOWN.asRuntimeException());
      }
    }
  }
}
