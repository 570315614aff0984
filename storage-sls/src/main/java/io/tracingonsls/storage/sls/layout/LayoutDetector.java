// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which layout a Logstore or a row has. */
public final class LayoutDetector {
  private static final List<String> LEGACY_KEYS =
      List.of("process.serviceName", "operationName", "traceID", "startTime", "duration");
  private static final List<String> SLS_TRACE_KEYS =
      List.of("service", "name", "traceID", "start", "duration");

  private LayoutDetector() {}

  /** Layouts that the index can be asked for, none when it fits neither. */
  public static List<SpanLayout> readable(LogstoreIndex index) {
    List<SpanLayout> layouts = new ArrayList<>(2);
    if (index.has("service") && (index.has("start") || index.has("name"))) {
      layouts.add(SpanLayout.SLS_TRACE);
    }
    if (index.has("process.serviceName")) {
      layouts.add(SpanLayout.JAEGER_LEGACY);
    }
    return layouts;
  }

  /** The layout to write by the index of an existing Logstore, or null when it fits neither. */
  public static @Nullable SpanLayout writable(LogstoreIndex index) {
    if (index.has("process.serviceName")) {
      return SpanLayout.JAEGER_LEGACY;
    }
    return missingKeys(index, SpanLayout.SLS_TRACE).isEmpty() ? SpanLayout.SLS_TRACE : null;
  }

  /** Keys without which rows of the layout can't be found. */
  public static List<String> missingKeys(LogstoreIndex index, SpanLayout layout) {
    List<String> needed =
        layout.id().equals(SpanLayout.JAEGER_LEGACY.id()) ? LEGACY_KEYS : SLS_TRACE_KEYS;
    return needed.stream().filter(key -> !index.has(key)).toList();
  }

  /** The layout of one row, or null when it is no span at all. */
  public static @Nullable SpanLayout ofRow(LogRow row) {
    if (row.has(LegacyFields.OPERATION_NAME)) {
      return SpanLayout.JAEGER_LEGACY;
    }
    boolean slsTrace = row.has(SlsTraceFields.SERVICE)
        || (row.has(SlsTraceFields.NAME) && row.has(SlsTraceFields.START));
    return slsTrace && row.has(SlsTraceFields.TRACE_ID) ? SpanLayout.SLS_TRACE : null;
  }

  /** The span in a row, or null when the row holds none. */
  public static @Nullable TraceSpan decode(LogRow row, SharedParts shared) {
    SpanLayout layout = ofRow(row);
    return layout == null ? null : layout.decode(row, shared);
  }
}
