// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.generated.zipkin.ListOfSpans;
import io.tracingonsls.wire.proto.ProtoReader;
import java.nio.ByteBuffer;

/** Zipkin's protobuf: {@code ListOfSpans}. Thread-safe. */
public final class ZipkinProto {
  private ZipkinProto() {}

  /** Reads a list of spans; trace ids of 8 bytes, which Jaeger refuses, are taken. */
  public static SpanBatch decode(ByteBuffer body, DecodeLimits limits) throws DecodeException {
    ZipkinProtoReader reader = new ZipkinProtoReader(new ProtoReader(body, limits));
    return reader.read();
  }

  /** A list of these spans: values as text, times in microseconds. */
  public static ListOfSpans listOfSpans(SpanBatch batch) {
    ListOfSpans.Builder list = ListOfSpans.newBuilder();
    for (TraceSpan span : batch.flatten()) {
      list.addSpans(ZipkinProtoEncoder.span(ZipkinView.of(span)));
    }
    return list.build();
  }
}
