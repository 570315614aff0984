// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** The instrumentation library that made a span. Texts are empty when unknown. */
public record Scope(
    String name,
    String version,
    Attributes attributes,
    int droppedAttributesCount,
    String schemaUrl) {
  public static final Scope EMPTY = new Scope("", "", Attributes.empty(), 0, "");
}
