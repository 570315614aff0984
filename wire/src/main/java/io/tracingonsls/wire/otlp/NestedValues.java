// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import org.jspecify.annotations.Nullable;

/**
 * How much of an attribute's nested arrays and maps is kept: a span with a monstrous value is stored without the monstrous part and says so.
 * Not thread-safe; one per message.
 */
final class NestedValues {
  /** Most elements of all arrays and maps inside one attribute. */
  static final int MAX_ELEMENTS = 1 << 16;

  private final int maxDepth;
  private int elements;
  private int depth;
  private boolean tooDeep;
  private boolean tooMany;

  NestedValues(int maxDepth) {
    this.maxDepth = maxDepth;
  }

  /** Forgets what was cut before; at the start of a span. */
  void startSpan() {
    tooDeep = false;
    tooMany = false;
  }

  void startAttribute() {
    elements = 0;
    depth = 0;
  }

  /** Whether an array or map may be read here; if so, {@link #leave} must follow. */
  boolean enter() {
    if (depth >= maxDepth) {
      tooDeep = true;
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /** Whether one more element may be kept. */
  boolean admit() {
    if (elements >= MAX_ELEMENTS) {
      tooMany = true;
      return false;
    }
    elements++;
    return true;
  }

  /** What to warn of on the span just read; null if nothing was cut. */
  @Nullable
  String warning() {
    if (tooDeep) {
      return "attribute values nested deeper than " + maxDepth + " levels were cut";
    }
    return tooMany ? "attribute values of more than " + MAX_ELEMENTS + " elements were cut" : null;
  }
}
