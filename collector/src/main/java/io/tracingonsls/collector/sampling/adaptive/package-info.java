/**
 * Adaptive sampling: probabilities that follow what operations really send, so that each is sampled about as often as the operator wants.
 *
 * <p>Collectors count the sampled root spans of each operation in windows of time and share the counts through a {@link
 * io.tracingonsls.storage.SamplingStore}. When a window has been over for long enough that everybody's counts are there, the probabilities
 * after it follow from those before it and the counts. There is no leader: whoever comes first stores them and the others take them over; two
 * that come at the same time have computed the same.
 *
 * <p>Starting points: {@link io.tracingonsls.collector.sampling.adaptive.AdaptiveSampling} (the round that each collector repeats) and
 * {@link io.tracingonsls.collector.sampling.adaptive.ProbabilityRule} (the rule itself). Called by the collector's set-up.
 */
@NullMarked
package io.tracingonsls.collector.sampling.adaptive;

import org.jspecify.annotations.NullMarked;
