// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import org.jspecify.annotations.Nullable;

/** Finds root spans that say how they were sampled, which Jaeger's clients write into two tags. */
final class RootSpans {
  private static final String TYPE = "sampler.type";
  private static final String PARAM = "sampler.param";

  private RootSpans() {}

  /** Counts those of the batch; such as only a lower bound let through make an operation known without counting. */
  static void count(SpanBatch batch, WindowCounts counts) {
    for (ResourceSpans resource : batch.resources()) {
      for (ScopeSpans scope : resource.scopes()) {
        for (Span span : scope.spans()) {
          if (span.isRoot()) {
            count(resource, span, counts);
          }
        }
      }
    }
  }

  private static void count(ResourceSpans resource, Span span, WindowCounts counts) {
    AttributeValue type = span.attributes().get(TYPE);
    if (type == null) {
      return;
    }
    String sampler = type.asText();
    boolean byChance = sampler.equals("probabilistic");
    if (byChance || sampler.equals("lowerbound")) {
      double probability = number(span.attributes().get(PARAM));
      if (probability >= 0 && probability <= 1) {
        String service = resource.resource().serviceName();
        counts.add(service, span.name(), byChance ? 1 : 0, probability);
      }
    }
  }

  /** Not a number when it is none. */
  private static double number(@Nullable AttributeValue value) {
    try {
      return value == null ? Double.NaN : Double.parseDouble(value.asText());
    } catch (NumberFormatException text) {
      return Double.NaN;
    }
  }
}
