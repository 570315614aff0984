// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.generated.apiv2.Batch;
import io.tracingonsls.wire.generated.apiv2.PostSpansRequest;
import io.tracingonsls.wire.generated.apiv2.Process;
import io.tracingonsls.wire.proto.ProtoReader;
import java.nio.ByteBuffer;

/** Jaeger's protobuf model, package {@code jaeger.api_v2}: what agents send over gRPC and what the query service answers. Thread-safe. */
public final class JaegerProto {
  /** The process of spans that have none, named as Jaeger names it. */
  public static final Resource NO_PROCESS =
      Resource.ofService("null-process-and-service-name", Attributes.empty());

  private JaegerProto() {}

  /**
   * Reads a serialized {@code PostSpansRequest}. A span's own process wins over the batch's; spans come grouped by process. An empty message
   * is an empty batch.
   */
  public static SpanBatch decodePostSpans(ByteBuffer message, DecodeLimits limits)
      throws DecodeException {
    JaegerProtoReader reader = new JaegerProtoReader(new ProtoReader(message, limits));
    return reader.postSpans();
  }

  /** {@link #decodePostSpans(ByteBuffer, DecodeLimits)} with the default limits. */
  public static SpanBatch decodePostSpans(ByteBuffer message) throws DecodeException {
    return decodePostSpans(message, DecodeLimits.DEFAULT);
  }

  /** Reads a serialized {@code WriteSpanRequest} of the storage API v1: a span with its process. */
  public static SpanBatch decodeWriteSpan(ByteBuffer message, DecodeLimits limits)
      throws DecodeException {
    JaegerProtoReader reader = new JaegerProtoReader(new ProtoReader(message, limits));
    return reader.writeSpan();
  }

  /** A request that carries these spans, with one process for all of them. */
  public static PostSpansRequest postSpans(ResourceSpans spans) {
    Batch.Builder batch = Batch.newBuilder().setProcess(process(spans.resource()));
    for (ScopeSpans scope : spans.scopes()) {
      for (Span span : scope.spans()) {
        batch.addSpans(JaegerProtoEncoder.span(scope.scope(), span));
      }
    }
    return PostSpansRequest.newBuilder().setBatch(batch).build();
  }

  /** A span as the query service answers it: with its process inside. */
  public static io.tracingonsls.wire.generated.apiv2.Span span(TraceSpan span) {
    return JaegerProtoEncoder.span(span.scope(), span.span())
        .setProcess(process(span.resource()))
        .build();
  }

  /** A span without its process. */
  public static io.tracingonsls.wire.generated.apiv2.Span span(Scope scope, Span span) {
    return JaegerProtoEncoder.span(scope, span).build();
  }

  public static Process process(Resource resource) {
    return JaegerProtoEncoder.process(resource);
  }
}
