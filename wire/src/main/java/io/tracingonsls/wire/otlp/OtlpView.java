// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.jaeger.JaegerView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A canonical span as OpenTelemetry shapes it. What came as OTLP comes out unchanged but for warnings, which have no field there and travel
 * as an attribute; what came from Jaeger is mapped as OpenTelemetry's translator does, see {@link JaegerToOtlp}.
 */
public final class OtlpView {
  private OtlpView() {}

  /** The span with its surroundings in OTLP's shape. */
  public static TraceSpan of(TraceSpan span) {
    TraceSpan shaped = JaegerToOtlp.isFromJaeger(span) ? JaegerToOtlp.convert(span) : span;
    List<String> warnings = span.span().warnings();
    return warnings.isEmpty() ? shaped : shaped.withSpan(withWarnings(shaped.span(), warnings));
  }

  /** All spans in OTLP's shape, grouped by equal resource and scope, each group and each span in order of first occurrence. */
  public static List<ResourceSpans> group(List<TraceSpan> spans) {
    Map<Resource, Map<Scope, List<Span>>> groups = new LinkedHashMap<>();
    for (TraceSpan span : spans) {
      TraceSpan shaped = of(span);
      groups
          .computeIfAbsent(shaped.resource(), absent -> new LinkedHashMap<>())
          .computeIfAbsent(shaped.scope(), absent -> new ArrayList<>())
          .add(shaped.span());
    }
    List<ResourceSpans> grouped = new ArrayList<>(groups.size());
    groups.forEach((resource, scopes) -> {
      List<ScopeSpans> scopeSpans = new ArrayList<>(scopes.size());
      scopes.forEach((scope, members) -> scopeSpans.add(new ScopeSpans(scope, members)));
      grouped.add(new ResourceSpans(resource, scopeSpans));
    });
    return grouped;
  }

  private static Span withWarnings(Span span, List<String> warnings) {
    List<AttributeValue> all = new ArrayList<>();
    Attributes attributes = span.attributes();
    int index = attributes.indexOf(JaegerView.WARNINGS_KEY);
    if (index >= 0 && attributes.value(index) instanceof AttributeValue.ListValue list) {
      all.addAll(list.values());
      attributes = attributes.without(index);
    }
    warnings.forEach(warning -> all.add(AttributeValue.of(warning)));
    return span.toBuilder()
        .warnings(List.of())
        .attributes(attributes.toBuilder()
            .put(JaegerView.WARNINGS_KEY, new AttributeValue.ListValue(all))
            .build())
        .build();
  }
}
