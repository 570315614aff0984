// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** What a protocol cannot say of a trace, as the change that it makes to Jaeger's JSON of the trace. */
enum ProtocolLoss {
  /** No field for Jaeger's flags; the trace flags of OTLP are not Jaeger's. */
  JAEGER_FLAGS {
    @Override
    void change(ObjectNode trace) {
      trace.path("spans").forEach(span -> ((ObjectNode) span).remove("flags"));
    }
  },
  /** The error is a status, not a tag, which Jaeger shows as two tags. */
  STATUS_INSTEAD_OF_ERROR_TAG {
    @Override
    void change(ObjectNode trace) {
      for (JsonNode span : trace.path("spans")) {
        if (span.path("tags").findValuesAsText("key").contains("error")) {
          ((ArrayNode) span.path("tags"))
              .addObject()
              .put("key", "otel.status_code")
              .put("type", "string")
              .put("value", "ERROR");
        }
      }
    }
  },
  /** Values of tags are text, but for the error, which is recognised. */
  TYPES_OF_TAGS {
    @Override
    void change(ObjectNode trace) {
      trace.findValues("tags").forEach(tags -> tags.forEach(ProtocolLoss::asText));
    }
  },
  /** An annotation is one text: the name of the event. */
  FIELDS_OF_LOGS {
    @Override
    void change(ObjectNode trace) {
      for (JsonNode fields : trace.findValues("fields")) {
        Iterator<JsonNode> each = fields.elements();
        while (each.hasNext()) {
          if (!each.next().path("key").asText().equals("event")) {
            each.remove();
          }
        }
      }
    }
  },
  /** A process is an endpoint: no more than a name and an address. */
  TAGS_OF_THE_PROCESS {
    @Override
    void change(ObjectNode trace) {
      trace.path("processes").forEach(process -> ((ObjectNode) process).putArray("tags"));
    }
  };

  /** The one table of all that differs between protocols; a protocol that is not in it loses nothing. */
  static final Map<SpanRoute, List<ProtocolLoss>> TABLE = Map.of(
      SpanRoute.OTLP_GRPC,
      List.of(JAEGER_FLAGS, STATUS_INSTEAD_OF_ERROR_TAG),
      SpanRoute.OTLP_HTTP_PROTO,
      List.of(JAEGER_FLAGS, STATUS_INSTEAD_OF_ERROR_TAG),
      SpanRoute.OTLP_HTTP_JSON,
      List.of(JAEGER_FLAGS, STATUS_INSTEAD_OF_ERROR_TAG),
      SpanRoute.ZIPKIN_V1_JSON,
      List.of(
          JAEGER_FLAGS,
          TYPES_OF_TAGS,
          STATUS_INSTEAD_OF_ERROR_TAG,
          FIELDS_OF_LOGS,
          TAGS_OF_THE_PROCESS),
      SpanRoute.ZIPKIN_V1_THRIFT,
      List.of(JAEGER_FLAGS, STATUS_INSTEAD_OF_ERROR_TAG, FIELDS_OF_LOGS, TAGS_OF_THE_PROCESS),
      SpanRoute.ZIPKIN_V2_JSON,
      List.of(JAEGER_FLAGS, TYPES_OF_TAGS, STATUS_INSTEAD_OF_ERROR_TAG, FIELDS_OF_LOGS),
      SpanRoute.ZIPKIN_V2_PROTO,
      List.of(JAEGER_FLAGS, TYPES_OF_TAGS, STATUS_INSTEAD_OF_ERROR_TAG, FIELDS_OF_LOGS));

  abstract void change(ObjectNode trace);

  private static void asText(JsonNode tag) {
    if (!tag.path("key").asText().equals("error")) {
      ((ObjectNode) tag).put("type", "string").put("value", tag.path("value").asText());
    }
  }
}
