// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.layout.SpanLayout;
import org.jspecify.annotations.Nullable;

/** The setting of the layout to write. */
public enum LayoutChoice {
  /** What the index of the Logstore supports; SLS Trace for a new one. */
  AUTO("auto"),
  SLS_TRACE("sls-trace"),
  JAEGER_LEGACY("jaeger-legacy");

  private final String text;

  LayoutChoice(String text) {
    this.text = text;
  }

  /** The fixed layout, or null to decide by the index. */
  public @Nullable SpanLayout layout() {
    return switch (this) {
      case AUTO -> null;
      case SLS_TRACE -> SpanLayout.SLS_TRACE;
      case JAEGER_LEGACY -> SpanLayout.JAEGER_LEGACY;
    };
  }

  /** The layout of a Logstore that is made. */
  public SpanLayout forNewLogstore() {
    SpanLayout fixed = layout();
    return fixed == null ? SpanLayout.SLS_TRACE : fixed;
  }

  public String text() {
    return text;
  }

  /**
   * The choice of this text.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static LayoutChoice of(String setting, String text) {
    for (LayoutChoice choice : values()) {
      if (choice.text.equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        setting + ": " + text + " (expected: auto, sls-trace or jaeger-legacy)");
  }
}
