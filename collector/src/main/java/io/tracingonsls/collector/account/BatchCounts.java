// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import java.util.HashMap;
import java.util.Map;

/** Counts of one resource's spans by what the metrics tell apart; made once per batch so that counters move once. */
record BatchCounts(
    int spans, int debugSpans, Map<String, Integer> roots, Map<String, Integer> debugRoots) {
  private static final int DEBUG = 2;

  static BatchCounts of(ResourceSpans resource) {
    int spans = 0;
    int debug = 0;
    Map<String, Integer> roots = Map.of();
    Map<String, Integer> debugRoots = Map.of();
    for (ScopeSpans scope : resource.scopes()) {
      for (Span span : scope.spans()) {
        boolean isDebug = (span.jaegerFlags() & DEBUG) != 0;
        spans += isDebug ? 0 : 1;
        debug += isDebug ? 1 : 0;
        if (span.isRoot()) {
          if (isDebug) {
            debugRoots = plusOne(debugRoots, samplerType(span));
          } else {
            roots = plusOne(roots, samplerType(span));
          }
        }
      }
    }
    return new BatchCounts(spans, debug, roots, debugRoots);
  }

  private static Map<String, Integer> plusOne(Map<String, Integer> counts, String key) {
    Map<String, Integer> mutable = counts.isEmpty() ? new HashMap<>() : counts;
    mutable.merge(key, 1, Integer::sum);
    return mutable;
  }

  private static String samplerType(Span span) {
    AttributeValue value = span.attributes().get("sampler.type");
    String text = value == null ? "" : value.asText();
    return switch (text) {
      case "const", "lowerbound", "probabilistic", "ratelimiting" -> text;
      default -> "unrecognized";
    };
  }
}
