// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;

/** The tags of a span as Jaeger knows them: what OTLP keeps in fields becomes tags. A Jaeger span's tags are what they were. */
final class JaegerTags {
  private JaegerTags() {}

  static Attributes of(Span span, Scope scope) {
    Attributes own = CredentialTags.strip(span.attributes());
    boolean plain = span.kind() == SpanKind.UNSPECIFIED
        && span.status().equals(SpanStatus.UNSET)
        && span.traceState().isEmpty()
        && scope.name().isEmpty()
        && scope.version().isEmpty();
    if (plain) {
      return own;
    }
    Attributes.Builder tags = Attributes.builder(own.size() + 7);
    putText(tags, "otel.scope.name", scope.name());
    putText(tags, "otel.scope.version", scope.version());
    tags.putAll(own);
    if (span.kind() != SpanKind.UNSPECIFIED) {
      tags.put("span.kind", span.kind().text());
    }
    if (span.status().code() != SpanStatus.Code.UNSET) {
      tags.put("otel.status_code", span.status().code().name());
    }
    if (span.status().isError()) {
      tags.put("error", true);
    }
    putText(tags, "otel.status_description", span.status().message());
    putText(tags, "w3c.tracestate", span.traceState());
    return tags.build();
  }

  private static void putText(Attributes.Builder tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }
}
