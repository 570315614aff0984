// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/** What a condition looks at. */
public sealed interface SpanField {
  /** A field that every span has. */
  enum Intrinsic implements SpanField {
    SERVICE,
    NAME,
    /** Text of {@link io.tracingonsls.model.SpanKind#text()}. */
    KIND,
    /** {@code unset}, {@code ok} or {@code error}. */
    STATUS,
    /** Nanoseconds. */
    DURATION
  }

  /**
   * An attribute. Jaeger's well-known names mean what Jaeger's users expect: see {@link SpanMatcher}.
   *
   * @param place where to look
   */
  record AttributeField(String key, Place place) implements SpanField {}

  /** Where an attribute may stand. */
  enum Place {
    /** In any of the other places. */
    ANY,
    SPAN,
    RESOURCE,
    /** Any one event. */
    EVENT,
    SCOPE,
    LINK
  }

  static AttributeField attribute(String key) {
    return new AttributeField(key, Place.ANY);
  }
}
