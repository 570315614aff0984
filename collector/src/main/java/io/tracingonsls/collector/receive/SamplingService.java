// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.wire.generated.apiv2.OperationSamplingStrategy;
import io.tracingonsls.wire.generated.apiv2.PerOperationSamplingStrategies;
import io.tracingonsls.wire.generated.apiv2.ProbabilisticSamplingStrategy;
import io.tracingonsls.wire.generated.apiv2.RateLimitingSamplingStrategy;
import io.tracingonsls.wire.generated.apiv2.SamplingManagerGrpc;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyParameters;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyResponse;
import io.tracingonsls.wire.generated.apiv2.SamplingStrategyType;

/** {@code jaeger.api_v2.SamplingManager}: agents ask on behalf of their clients. */
final class SamplingService extends SamplingManagerGrpc.SamplingManagerImplBase {
  private final ReceiverContext context;

  SamplingService(ReceiverContext context) {
    this.context = context;
  }

  @Override
  public void getSamplingStrategy(
      SamplingStrategyParameters request, StreamObserver<SamplingStrategyResponse> observer) {
    context.sampling().ask(request.getServiceName()).whenComplete((strategy, failure) -> {
      if (strategy == null) {
        observer.onError(Status.UNAVAILABLE
            .withDescription("sampling strategy: cannot be found out")
            .withCause(failure)
            .asRuntimeException());
      } else {
        observer.onNext(message(strategy));
        observer.onCompleted();
      }
    });
  }

  static SamplingStrategyResponse message(SamplingStrategy strategy) {
    SamplingStrategyResponse.Builder response = SamplingStrategyResponse.newBuilder();
    if (strategy.type() == SamplingStrategy.Type.PROBABILISTIC) {
      response.setStrategyType(SamplingStrategyType.PROBABILISTIC);
      if (strategy.hasSamplingRate()) {
        response.setProbabilisticSampling(probabilistic(strategy.samplingRate()));
      }
    } else {
      response
          .setStrategyType(SamplingStrategyType.RATE_LIMITING)
          .setRateLimitingSampling(RateLimitingSamplingStrategy.newBuilder()
              .setMaxTracesPerSecond(strategy.maxTracesPerSecond()));
    }
    SamplingStrategy.PerOperation operations = strategy.operations();
    if (operations != null) {
      PerOperationSamplingStrategies.Builder perOperation =
          PerOperationSamplingStrategies.newBuilder()
              .setDefaultSamplingProbability(operations.defaultProbability())
              .setDefaultLowerBoundTracesPerSecond(operations.lowerBoundTracesPerSecond());
      for (SamplingStrategy.Operation operation : operations.operations()) {
        perOperation.addPerOperationStrategies(OperationSamplingStrategy.newBuilder()
            .setOperation(operation.name())
            .setProbabilisticSampling(probabilistic(operation.samplingRate())));
      }
      response.setOperationSampling(perOperation);
    }
    return response.build();
  }

  private static ProbabilisticSamplingStrategy probabilistic(double rate) {
    return ProbabilisticSamplingStrategy.newBuilder().setSamplingRate(rate).build();
  }
}
