// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.collector.sampling.adaptive.AdaptiveMetrics.Result;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.StorageException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which probabilities hold after a window: those that a collector has stored, else those that follow from what is stored. Since
 * everybody starts from what the store says about the window before, collectors that differed for once agree again after one window. Not
 * thread-safe.
 */
final class AgreedProbabilities {
  private static final Logger LOG = LoggerFactory.getLogger(AgreedProbabilities.class);
  private static final Duration CALL_TIME = Duration.ofSeconds(30);

  private final AdaptiveSettings settings;
  private final SamplingStore store;
  private final String collector;
  private final AdaptiveMetrics metrics;
  private final ProbabilityRule rule;

  AgreedProbabilities(
      AdaptiveSettings settings, SamplingStore store, String collector, AdaptiveMetrics metrics) {
    this.settings = settings;
    this.store = store;
    this.collector = collector;
    this.metrics = metrics;
    this.rule = new ProbabilityRule(settings);
  }

  /**
   * Those after the window.
   *
   * @param known what this collector has for an earlier window
   * @throws StorageException when the store can't be asked
   */
  Probabilities after(long window, Probabilities known) {
    ReadContext context = ReadContext.within(CALL_TIME);
    String author = store.author(window, context);
    if (author != null) {
      metrics.window(Result.ADOPTED);
      return load(window, author, context);
    }
    Probabilities computed = before(window, known, context);
    while (computed.window() < window) {
      WindowCounts counts = new WindowCounts();
      store.readThroughput(computed.window() + settings.intervalSeconds(), context, counts::add);
      computed = computed.next(counts, settings, rule);
    }
    metrics.window(Result.COMPUTED);
    return publish(computed.by(collector), context);
  }

  /** The latest that are known; an operation that was not seen since the oldest window looked at is forgotten anyhow. */
  private Probabilities before(long window, Probabilities known, ReadContext context) {
    long oldest = window - settings.aggregationBuckets() * settings.intervalSeconds();
    for (long earlier = window - settings.intervalSeconds();
        earlier >= oldest;
        earlier -= settings.intervalSeconds()) {
      boolean same = known.window() == earlier;
      String author = store.author(earlier, context);
      if (author != null) {
        return same && known.author().equals(author) ? known : load(earlier, author, context);
      }
      if (same) {
        return known;
      }
    }
    return Probabilities.none(oldest);
  }

  private Probabilities load(long window, String author, ReadContext context) {
    Probabilities.Builder builder = new Probabilities.Builder(settings);
    store.readProbabilities(window, author, context, builder::add);
    return builder.build(window, author);
  }

  /** A store that can't be written to does no harm to this collector's own clients. */
  private Probabilities publish(Probabilities computed, ReadContext context) {
    try {
      store.writeProbabilities(computed.window(), collector, computed.rows(), context);
    } catch (StorageException failed) {
      metrics.window(Result.FAILED);
      LOG.warn("sampling probabilities cannot be shared: {}", failed.getMessage());
    }
    return computed;
  }
}
