// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static io.tracingonsls.wire.proto.ProtoReader.LENGTH;
import static io.tracingonsls.wire.proto.ProtoReader.VARINT;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.proto.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code ExportTraceServiceRequest} and its twin {@code TracesData}. One object per message. */
final class OtlpProtoReader {
  /** Where senders of 2021 put the scope spans, which then had another name and the same layout. */
  private static final int INSTRUMENTATION_LIBRARY_SPANS = 1000;

  private final ProtoReader in;
  private final OtlpProtoAttributes attributes;
  private final OtlpProtoSpanReader spans;

  OtlpProtoReader(ProtoReader in, DecodeLimits limits) {
    this.in = in;
    NestedValues nested = new NestedValues(limits.maxDepth());
    attributes = new OtlpProtoAttributes(in, nested);
    spans = new OtlpProtoSpanReader(in, attributes, nested);
  }

  SpanBatch read() throws DecodeException {
    List<ResourceSpans> resources = new ArrayList<>();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH)) {
        resources.add(resourceSpans());
      } else {
        in.skip(tag);
      }
    }
    return new SpanBatch(resources);
  }

  private ResourceSpans resourceSpans() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    Resource resource = Resource.EMPTY;
    String schemaUrl = "";
    List<ScopeSpans> scopes = new ArrayList<>();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> resource = resource();
        case 2 << 3 | LENGTH, INSTRUMENTATION_LIBRARY_SPANS << 3 | LENGTH ->
          scopes.add(scopeSpans());
        case 3 << 3 | LENGTH -> schemaUrl = in.text();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new ResourceSpans(
        schemaUrl.isEmpty()
            ? resource
            : new Resource(resource.attributes(), resource.droppedAttributesCount(), schemaUrl),
        scopes);
  }

  private Resource resource() throws DecodeException {
    int outer = in.enter();
    Attributes.Builder read = Attributes.builder();
    int dropped = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> attributes.read(read);
        case 2 << 3 | VARINT -> dropped = in.int32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new Resource(read.build(), dropped, "");
  }

  private ScopeSpans scopeSpans() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    Scope scope = Scope.EMPTY;
    String schemaUrl = "";
    List<Span> read = new ArrayList<>();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> scope = scope();
        case 2 << 3 | LENGTH -> read.add(spans.read());
        case 3 << 3 | LENGTH -> schemaUrl = in.text();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new ScopeSpans(
        schemaUrl.isEmpty()
            ? scope
            : new Scope(
                scope.name(),
                scope.version(),
                scope.attributes(),
                scope.droppedAttributesCount(),
                schemaUrl),
        read);
  }

  private Scope scope() throws DecodeException {
    int outer = in.enter();
    String name = "";
    String version = "";
    Attributes.Builder read = Attributes.builder(2);
    int dropped = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> name = in.text();
        case 2 << 3 | LENGTH -> version = in.text();
        case 3 << 3 | LENGTH -> attributes.read(read);
        case 4 << 3 | VARINT -> dropped = in.int32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new Scope(name, version, read.build(), dropped, "");
  }
}
