// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@link JaegerTraceJson} writes and Jaeger's UI downloads: one trace, an array of traces, or the API's answer with traces under
 * {@code data}. Thread-safe.
 */
public final class JaegerJson {
  /** Takes the spans of one trace, grouped by process. */
  @FunctionalInterface
  public interface TraceSink {
    void accept(SpanBatch trace) throws IOException;
  }

  private JaegerJson() {}

  /** Reads a whole document; the traces of it in one batch. */
  public static SpanBatch decode(ByteBuffer document, DecodeLimits limits) throws DecodeException {
    List<ResourceSpans> resources = new ArrayList<>();
    return JsonReader.decode(document, limits, in -> {
      new JaegerJsonReader(in, trace -> resources.addAll(trace.resources())).read();
      return new SpanBatch(resources);
    });
  }

  /**
   * Reads documents of any length, one behind the other, from a stream, which is not closed, and hands over one trace after the other; the
   * limits hold for each trace.
   *
   * @return the number of spans read
   * @throws IOException if the stream or the sink fails
   */
  public static long read(InputStream documents, DecodeLimits limits, TraceSink sink)
      throws IOException, DecodeException {
    long[] spans = new long[1];
    JsonReader.decodeAll(documents, limits, in -> {
      new JaegerJsonReader(in, trace -> {
            spans[0] += trace.spanCount();
            in.renewBudget(limits);
            sink.accept(trace);
          })
          .read();
      return true;
    });
    return spans[0];
  }
}
