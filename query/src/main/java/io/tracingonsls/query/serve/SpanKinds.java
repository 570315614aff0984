// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.SpanKind;
import org.jspecify.annotations.Nullable;

/** Kinds as clients name them. */
final class SpanKinds {
  private SpanKinds() {}

  /** The kind spelled exactly so, or null: Jaeger compares kinds as text, and an unknown one has no operations. */
  static @Nullable SpanKind exact(String name) {
    SpanKind kind = SpanKind.fromText(name);
    return kind != SpanKind.UNSPECIFIED && kind.text().equals(name) ? kind : null;
  }
}
