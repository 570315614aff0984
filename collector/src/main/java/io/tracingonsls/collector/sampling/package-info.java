/**
 * Which spans clients should keep.
 *
 * <p>Starting points: {@link io.tracingonsls.collector.sampling.SamplingStrategies} (asked by the receivers), {@link
 * io.tracingonsls.collector.sampling.StrategiesFile} (the operator's file, read again when it changes). Called by receivers
 * and the collector's set-up.
 */
@NullMarked
package io.tracingonsls.collector.sampling;

import org.jspecify.annotations.NullMarked;
