// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows the strategy of every service. Thread-safe; answers from memory. */
@FunctionalInterface
public interface SamplingStrategies extends SamplingSource {
  /** The strategy for a service, known or not. */
  SamplingStrategy strategyFor(String service);

  @Override
  default CompletionStage<SamplingStrategy> ask(String service) {
    return CompletableFuture.completedStage(strategyFor(service));
  }

  /** The same probability for everybody. */
  static SamplingStrategies constant(double probability) {
    SamplingStrategy strategy = SamplingStrategy.probabilistic(probability);
    return service -> strategy;
  }
}
