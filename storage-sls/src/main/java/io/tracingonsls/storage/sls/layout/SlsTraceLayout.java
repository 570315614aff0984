// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.TraceSpan;

/** SLS Trace rows. */
final class SlsTraceLayout implements SpanLayout {
  private static final SpanColumns COLUMNS = new SpanColumns(
      SlsTraceFields.TRACE_ID,
      SlsTraceFields.SPAN_ID,
      SlsTraceFields.PARENT_SPAN_ID,
      SlsTraceFields.SERVICE,
      SlsTraceFields.NAME,
      SlsTraceFields.KIND,
      SlsTraceFields.START,
      SlsTraceFields.DURATION);

  @Override
  public String id() {
    return "sls-trace";
  }

  @Override
  public SpanColumns columns() {
    return COLUMNS;
  }

  @Override
  public SpanRowWriter newWriter() {
    return new SlsTraceWriter();
  }

  @Override
  public TraceSpan decode(LogRow row, SharedParts shared) {
    return new SlsTraceReader(row, shared).read();
  }

  @Override
  public String indexJson() {
    return IndexJson.slsTrace();
  }
}
