// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs all repairs over a batch. A batch that needs none costs one pass and comes back as the same object. Thread-safe. */
public final class Sanitizers {
  /** Why a span without a trace id is refused. */
  public static final String ZERO_TRACE_ID = "zero_trace_id";

  /** Why a span without a span id is refused. */
  public static final String ZERO_SPAN_ID = "zero_span_id";

  private final ResourceRules resourceRules;
  private final List<SpanSanitizer> spanRules;

  /**
   * Sets up the repairs.
   *
   * @param tags added to every resource, see {@code --collector.tags}
   */
  public Sanitizers(SpanLimits limits, Attributes tags) {
    this.resourceRules = new ResourceRules(limits, tags);
    this.spanRules = List.of(new TimeRules(), new SizeRules(limits));
  }

  /** The repaired batch and what had to be refused. */
  public Sanitized sanitize(SpanBatch batch, SpanFormat format) {
    Map<String, Integer> rejected = new HashMap<>();
    List<ResourceSpans> resources = new ArrayList<>(batch.resources().size());
    boolean changed = false;
    for (ResourceSpans resource : batch.resources()) {
      ResourceSpans clean = sanitize(resource, format, rejected);
      changed |= differs(clean, resource);
      if (!clean.scopes().isEmpty()) {
        resources.add(clean);
      }
    }
    return new Sanitized(changed ? new SpanBatch(resources) : batch, rejected);
  }

  private ResourceSpans sanitize(
      ResourceSpans spans, SpanFormat format, Map<String, Integer> rejected) {
    List<String> warnings = new ArrayList<>(0);
    Resource resource = resourceRules.sanitize(spans.resource(), format, warnings);
    List<ScopeSpans> scopes = new ArrayList<>(spans.scopes().size());
    boolean changed = differs(resource, spans.resource());
    for (ScopeSpans scope : spans.scopes()) {
      List<Span> clean = new ArrayList<>(scope.spans().size());
      boolean scopeChanged = scope.spans().isEmpty();
      for (Span span : scope.spans()) {
        String reason = refusal(span);
        if (reason != null) {
          rejected.merge(reason, 1, Integer::sum);
          scopeChanged = true;
          continue;
        }
        Span repaired = sanitize(span, warnings);
        scopeChanged |= differs(repaired, span);
        clean.add(repaired);
      }
      changed |= scopeChanged;
      if (!clean.isEmpty()) {
        scopes.add(scopeChanged ? new ScopeSpans(scope.scope(), clean) : scope);
      }
    }
    return changed ? new ResourceSpans(resource, scopes) : spans;
  }

  /** By identity: rules return the same object when they change nothing, and comparing contents would cost a pass. */
  private static boolean differs(Object after, Object before) {
    return after != before;
  }

  private static @Nullable String refusal(Span span) {
    if (span.traceId().isZero()) {
      return ZERO_TRACE_ID;
    }
    return span.spanId().isZero() ? ZERO_SPAN_ID : null;
  }

  private Span sanitize(Span span, List<String> resourceWarnings) {
    Span result = span;
    for (SpanSanitizer rule : spanRules) {
      result = rule.sanitize(result);
    }
    if (resourceWarnings.isEmpty()) {
      return result;
    }
    Span.Builder builder = result.toBuilder();
    resourceWarnings.forEach(builder::addWarning);
    return builder.build();
  }
}
