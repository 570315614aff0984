// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.CatalogReader.Operation;
import java.util.List;

/** Operations and dependencies of the legacy API. */
public final class CatalogJson {
  private CatalogJson() {}

  /** The envelope of {@code /api/operations}; an unspecified kind is the empty text. */
  public static byte[] operations(List<Operation> operations, boolean pretty) {
    return LegacyEnvelope.bytes(pretty, operations.size(), json -> {
      json.writeStartArray();
      for (Operation operation : operations) {
        json.writeStartObject();
        json.writeStringField("name", operation.name());
        json.writeStringField(
            "spanKind",
            operation.kind() == SpanKind.UNSPECIFIED ? "" : operation.kind().text());
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }

  /** The envelope of {@code /api/dependencies}; beyond Jaeger, edges say how many calls failed and how long they took. */
  public static byte[] dependencies(List<DependencyLink> links, boolean pretty) {
    return LegacyEnvelope.bytes(pretty, 0, json -> {
      json.writeStartArray();
      for (DependencyLink link : links) {
        json.writeStartObject();
        json.writeStringField("parent", link.parent());
        json.writeStringField("child", link.child());
        json.writeNumberField("callCount", link.callCount());
        if (link.errorCount() > 0) {
          json.writeNumberField("errorCount", link.errorCount());
        }
        if (link.maxDurationNanos() > 0) {
          json.writeNumberField(
              "averageDurationMicros", link.totalDurationNanos() / link.callCount() / 1_000);
          json.writeNumberField("maxDurationMicros", link.maxDurationNanos() / 1_000);
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    });
  }
}
