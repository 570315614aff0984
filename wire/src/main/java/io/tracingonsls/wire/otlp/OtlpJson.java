// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.json.JsonReader;
import java.nio.ByteBuffer;

/** OTLP in JSON: ids in hexadecimal, 64-bit integers as text or number, names in camel or snake case. Thread-safe. */
public final class OtlpJson {
  private OtlpJson() {}

  /** Reads {@code {"resourceSpans":[…]}}. Unknown fields are ignored; values nested too deep are cut with a warning on the span. */
  public static SpanBatch decode(ByteBuffer document, DecodeLimits limits) throws DecodeException {
    return JsonReader.decode(document, limits, in -> new OtlpJsonReader(in, limits).read());
  }

  /** {@link #decode(ByteBuffer, DecodeLimits)} with the default limits. */
  public static SpanBatch decode(ByteBuffer document) throws DecodeException {
    return decode(document, DecodeLimits.DEFAULT);
  }
}
