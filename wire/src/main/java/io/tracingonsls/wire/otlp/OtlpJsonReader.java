// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads an export request in OTLP's JSON. One object per document. */
final class OtlpJsonReader {
  private final JsonReader in;
  private final OtlpJsonAttributes attributes;
  private final OtlpJsonSpanReader spans;

  OtlpJsonReader(JsonReader in, DecodeLimits limits) {
    this.in = in;
    NestedValues nested = new NestedValues(limits.maxDepth());
    attributes = new OtlpJsonAttributes(in, nested);
    spans = new OtlpJsonSpanReader(in, attributes, nested);
  }

  SpanBatch read() throws IOException, DecodeException {
    List<ResourceSpans> resources = new ArrayList<>();
    in.object(name -> {
      switch (name) {
        case "resourceSpans", "resource_spans" -> in.array(() -> resources.add(resourceSpans()));
        default -> {
          return false;
        }
      }
      return true;
    });
    return new SpanBatch(resources);
  }

  private ResourceSpans resourceSpans() throws IOException, DecodeException {
    in.budget().struct();
    PartialResource resource = new PartialResource();
    List<ScopeSpans> scopes = new ArrayList<>();
    in.object(name -> {
      switch (name) {
        case "resource" -> in.object(field -> resourceField(resource, field));
        case "scopeSpans", "scope_spans" -> in.array(() -> scopes.add(scopeSpans()));
        case "schemaUrl", "schema_url" -> resource.schemaUrl = in.text();
        default -> {
          return false;
        }
      }
      return true;
    });
    return new ResourceSpans(
        new Resource(resource.attributes.build(), resource.dropped, resource.schemaUrl), scopes);
  }

  private boolean resourceField(PartialResource resource, String name)
      throws IOException, DecodeException {
    switch (name) {
      case "attributes" -> attributes.readAll(resource.attributes);
      case "droppedAttributesCount", "dropped_attributes_count" -> resource.dropped = in.int32();
      default -> {
        return false;
      }
    }
    return true;
  }

  private ScopeSpans scopeSpans() throws IOException, DecodeException {
    in.budget().struct();
    PartialScope scope = new PartialScope();
    List<Span> read = new ArrayList<>();
    in.object(name -> {
      switch (name) {
        case "scope" -> in.object(field -> scopeField(scope, field));
        case "spans" -> in.array(() -> read.add(spans.read()));
        case "schemaUrl", "schema_url" -> scope.schemaUrl = in.text();
        default -> {
          return false;
        }
      }
      return true;
    });
    return new ScopeSpans(scope.build(), read);
  }

  private boolean scopeField(PartialScope scope, String name) throws IOException, DecodeException {
    switch (name) {
      case "name" -> scope.name = in.text();
      case "version" -> scope.version = in.text();
      case "attributes" -> attributes.readAll(scope.attributes);
      case "droppedAttributesCount", "dropped_attributes_count" -> scope.dropped = in.int32();
      default -> {
        return false;
      }
    }
    return true;
  }

  private static final class PartialResource {
    private final Attributes.Builder attributes = Attributes.builder();
    private int dropped;
    private String schemaUrl = "";
  }

  private static final class PartialScope {
    private final Attributes.Builder attributes = Attributes.builder(2);
    private String name = "";
    private String version = "";
    private int dropped;
    private String schemaUrl = "";

    private Scope build() {
      return new Scope(name, version, attributes.build(), dropped, schemaUrl);
    }
  }
}
