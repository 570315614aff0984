// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling;

/** Knows the strategy of every service. Thread-safe; answers from memory. */
@FunctionalInterface
public interface SamplingStrategies {
  /** The strategy for a service, known or not. */
  SamplingStrategy strategyFor(String service);

  /** The same probability for everybody. */
  static SamplingStrategies constant(double probability) {
    SamplingStrategy strategy = SamplingStrategy.probabilistic(probability);
    return service -> strategy;
  }
}
