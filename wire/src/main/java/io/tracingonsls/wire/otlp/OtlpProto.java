// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.proto.ProtoReader;
import java.nio.ByteBuffer;
import java.util.List;

/** OTLP in protobuf. Thread-safe. */
public final class OtlpProto {
  private OtlpProto() {}

  /**
   * Reads a serialized {@code ExportTraceServiceRequest} or {@code TracesData}, which are alike. Unknown fields are ignored; text that is not
   * UTF-8 has U+FFFD where the damage is; values nested too deep are cut with a warning on the span.
   */
  public static SpanBatch decode(ByteBuffer message, DecodeLimits limits) throws DecodeException {
    OtlpProtoReader reader = new OtlpProtoReader(new ProtoReader(message, limits), limits);
    return reader.read();
  }

  /** {@link #decode(ByteBuffer, DecodeLimits)} with the default limits. */
  public static SpanBatch decode(ByteBuffer message) throws DecodeException {
    return decode(message, DecodeLimits.DEFAULT);
  }

  /** An export request with these spans as they are; see {@link OtlpView} for spans of Jaeger origin. */
  public static ExportTraceServiceRequest exportRequest(SpanBatch batch) {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (ResourceSpans resource : batch.resources()) {
      request.addResourceSpans(OtlpProtoEncoder.resourceSpans(resource));
    }
    return request.build();
  }

  /** The same spans as the query and storage services stream them. */
  public static TracesData tracesData(List<ResourceSpans> resources) {
    TracesData.Builder data = TracesData.newBuilder();
    for (ResourceSpans resource : resources) {
      data.addResourceSpans(OtlpProtoEncoder.resourceSpans(resource));
    }
    return data.build();
  }
}
