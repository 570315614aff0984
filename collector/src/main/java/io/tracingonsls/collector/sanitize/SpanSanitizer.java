// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.Span;

/** Repairs one span; returns the same object when there is nothing to do. Stateless. */
@FunctionalInterface
interface SpanSanitizer {
  Span sanitize(Span span);
}
