// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.TraceSpan;

/** Rows of the first Jaeger fork for Log Service. */
final class LegacyLayout implements SpanLayout {
  private static final SpanColumns COLUMNS = new SpanColumns(
      LegacyFields.TRACE_ID,
      LegacyFields.SPAN_ID,
      LegacyFields.PARENT_SPAN_ID,
      LegacyFields.SERVICE_NAME,
      LegacyFields.OPERATION_NAME,
      LegacyFields.SPAN_KIND,
      LegacyFields.START_TIME,
      LegacyFields.DURATION);

  @Override
  public String id() {
    return "jaeger-legacy";
  }

  @Override
  public SpanColumns columns() {
    return COLUMNS;
  }

  @Override
  public SpanRowWriter newWriter() {
    return new LegacyWriter();
  }

  @Override
  public TraceSpan decode(LogRow row, SharedParts shared) {
    return new LegacyReader(row, shared).read();
  }

  @Override
  public String indexJson() {
    return IndexJson.legacy();
  }
}
