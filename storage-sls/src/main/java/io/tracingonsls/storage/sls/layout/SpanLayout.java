// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.TraceSpan;

/** A way to keep spans as rows. Adding one means: one class, its table in package-info, one line in {@link LayoutDetector}. */
public interface SpanLayout {
  /** The layout that Log Service's trace view reads, extended so that nothing is lost. */
  SpanLayout SLS_TRACE = new SlsTraceLayout();

  /** The layout of the first Jaeger fork for Log Service. Loses the types of tags. */
  SpanLayout JAEGER_LEGACY = new LegacyLayout();

  /** The value of the layout setting that selects it. */
  String id();

  /** Names of the fields that queries use. */
  SpanColumns columns();

  SpanRowWriter newWriter();

  /**
   * Reads a row of this layout, whoever wrote it. What can't be read is left out, with a warning on the span that names the field.
   *
   * @param shared equal resources and scopes of one answer become one object through it
   */
  TraceSpan decode(LogRow row, SharedParts shared);

  /** The JSON to create the index of a new Logstore of this layout with. */
  String indexJson();
}
