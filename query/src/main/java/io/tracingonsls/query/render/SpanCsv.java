// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Spans as comma-separated values, one per line, RFC 4180. Text that a spreadsheet would take for a formula gets an apostrophe in front, for
 * it came from whoever sent the span.
 */
public final class SpanCsv {
  private static final String HEADER =
      "traceID,spanID,parentSpanID,service,operation,kind,status,startTime,startMicros,durationMicros,"
          + "attributes,resource,events\r\n";
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final OutputStream out;

  /** A writer to a stream that stays the caller's. */
  public SpanCsv(OutputStream out) {
    this.out = out;
  }

  public void writeHeader() throws IOException {
    out.write(HEADER.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a line for each span. */
  public void write(Trace trace) throws IOException {
    for (TraceSpan span : trace.spans()) {
      out.write(line(span).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String line(TraceSpan located) {
    Span span = located.span();
    StringBuilder line = new StringBuilder(256)
        .append(span.traceId().toJaegerHex())
        .append(',')
        .append(span.spanId().toHex())
        .append(',')
        .append(span.isRoot() ? "" : span.parentSpanId().toHex());
    text(line, located.resource().serviceName());
    text(line, span.name());
    text(
        line,
        span.effectiveKind() == SpanKind.UNSPECIFIED ? "" : span.effectiveKind().text());
    text(line, span.effectiveStatus().code().name().toLowerCase(Locale.ROOT));
    line.append(',')
        .append(Instant.ofEpochSecond(
            Math.floorDiv(span.startNanos(), 1_000_000_000L),
            Math.floorMod(span.startNanos(), 1_000_000_000L)))
        .append(',')
        .append(span.startMicros())
        .append(',')
        .append(span.durationMicros());
    attributes(line, span.attributes());
    attributes(line, located.resource().tags());
    return line.append(',').append(span.events().size()).append("\r\n").toString();
  }

  private static void attributes(StringBuilder line, Attributes attributes) {
    text(line, attributes.isEmpty() ? "" : new MapValue(attributes).asText());
  }

  private static void text(StringBuilder line, String text) {
    line.append(',');
    boolean formula = !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0;
    boolean quoted = formula || needsQuotes(text);
    if (quoted) {
      line.append('"')
          .append(formula ? "'" : "")
          .append(text.replace("\"", "\"\""))
          .append('"');
    } else {
      line.append(text);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }
}
