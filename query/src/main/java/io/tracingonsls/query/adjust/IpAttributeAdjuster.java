// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.function.UnaryOperator;

/** Writes IPv4 addresses that came as numbers the way people read them: {@code ip} and {@code peer.ipv4}. */
@SuppressWarnings("ReferenceEquality") // The same object means that nothing had to change.
final class IpAttributeAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    UnaryOperator<Resource> resources = SpanEdits.oncePerResource(IpAttributeAdjuster::readable);
    return SpanEdits.mapSpans(trace, located -> {
      Attributes attributes = readable(located.span().attributes());
      TraceSpan span = SpanEdits.withResource(located, resources.apply(located.resource()));
      return attributes == located.span().attributes()
          ? span
          : span.withSpan(located.span().toBuilder().attributes(attributes).build());
    });
  }

  private static Resource readable(Resource resource) {
    Attributes attributes = readable(resource.attributes());
    return attributes == resource.attributes()
        ? resource
        : new Resource(attributes, resource.droppedAttributesCount(), resource.schemaUrl());
  }

  private static Attributes readable(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (readable(attributes.key(i), attributes.value(i)) != attributes.value(i)) {
        return changed(attributes);
      }
    }
    return attributes;
  }

  private static Attributes changed(Attributes attributes) {
    Attributes.Builder builder = Attributes.builder(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      builder.put(attributes.key(i), readable(attributes.key(i), attributes.value(i)));
    }
    return builder.build();
  }

  private static AttributeValue readable(String key, AttributeValue value) {
    if (!key.equals("ip") && !key.equals("peer.ipv4")) {
      return value;
    }
    if (value instanceof LongValue number) {
      return AttributeValue.of(Ipv4.dotted(number.value()));
    }
    return value instanceof DoubleValue number
        ? AttributeValue.of(Ipv4.dotted((long) number.value()))
        : value;
  }
}
