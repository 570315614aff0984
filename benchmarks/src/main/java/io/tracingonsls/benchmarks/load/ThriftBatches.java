// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TMemoryBuffer;

/** Batches as jaeger-client sends them: a single parent is a field of the span and no reference. */
final class ThriftBatches {
  private ThriftBatches() {}

  /** The body of a post to {@code /api/traces}. */
  static byte[] binary(ResourceSpans spans) {
    try {
      return new TSerializer(new TBinaryProtocol.Factory()).serialize(batch(spans));
    } catch (TException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A datagram for port 6831: the call {@code emitBatch}. */
  static byte[] compactMessage(ResourceSpans spans) {
    try {
      TMemoryBuffer buffer = new TMemoryBuffer(1 << 16);
      TCompactProtocol out = new TCompactProtocol(buffer);
      out.writeMessageBegin(new TMessage("emitBatch", TMessageType.ONEWAY, 1));
      new Agent.emitBatch_args(batch(spans)).write(out);
      out.writeMessageEnd();
      return java.util.Arrays.copyOf(buffer.getArray(), buffer.length());
    } catch (TException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Batch batch(ResourceSpans spans) {
    Attributes resource = spans.resource().attributes();
    Process process = new Process(spans.resource().serviceName());
    process.setTags(tags(resource.without(resource.indexOf(Resource.SERVICE_NAME))));
    List<io.jaegertracing.thriftjava.Span> all = new ArrayList<>();
    for (Span span : spans.scopes().get(0).spans()) {
      io.jaegertracing.thriftjava.Span thrift = new io.jaegertracing.thriftjava.Span(
          span.traceId().low(),
          span.traceId().high(),
          span.spanId().value(),
          span.parentSpanId().value(),
          span.name(),
          span.jaegerFlags(),
          span.startMicros(),
          span.durationMicros());
      all.add(thrift.setTags(tags(span.attributes())));
    }
    return new Batch(process, all);
  }

  private static List<Tag> tags(Attributes attributes) {
    List<Tag> tags = new ArrayList<>(attributes.size());
    for (Attribute attribute : attributes) {
      tags.add(
          attribute.value() instanceof LongValue number
              ? new Tag(attribute.key(), TagType.LONG).setVLong(number.value())
              : new Tag(attribute.key(), TagType.STRING)
                  .setVStr(attribute.value().asText()));
    }
    return tags;
  }
}
