// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

/** Names of a layout's fields as search keys and SQL columns. */
public record SpanColumns(
    String traceId,
    String spanId,
    String parentSpanId,
    String service,
    String name,
    String kind,
    String start,
    String duration) {}
