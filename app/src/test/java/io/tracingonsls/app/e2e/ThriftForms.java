// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.Collector;
import io.jaegertracing.thriftjava.Log;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Span;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import io.tracingonsls.model.SpanId;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TMemoryBuffer;

/** The trace as jaeger-client tells it, with the classes it uses: the parent is a field of the span and no reference. */
final class ThriftForms {
  private ThriftForms() {}

  /** The body of a post to {@code /api/traces}. */
  static byte[] batch(OneTrace trace) throws TException {
    return binary(batchOf(trace));
  }

  /** The arguments of a call over TChannel. */
  static byte[] submitBatches(OneTrace trace) throws TException {
    return binary(new Collector.submitBatches_args(List.of(batchOf(trace))));
  }

  /** A datagram for an agent. */
  static byte[] emitBatch(OneTrace trace, TProtocolFactory protocol) throws TException {
    TMemoryBuffer buffer = new TMemoryBuffer(4_096);
    TProtocol out = protocol.getProtocol(buffer);
    out.writeMessageBegin(new TMessage("emitBatch", TMessageType.ONEWAY, 1));
    new Agent.emitBatch_args(batchOf(trace)).write(out);
    out.writeMessageEnd();
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static byte[] binary(TBase<?, ?> value) throws TException {
    TMemoryBuffer buffer = new TMemoryBuffer(4_096);
    value.write(new TBinaryProtocol(buffer));
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static Batch batchOf(OneTrace trace) {
    Process process = new Process(OneTrace.SERVICE);
    process.setTags(List.of(text("host.name", "node-1"), number("process.pid", 4_711)));
    return new Batch(process, List.of(root(trace), child(trace)));
  }

  private static Span root(OneTrace trace) {
    Span root = span(trace, OneTrace.ROOT, SpanId.ZERO, "GET /cart", trace.startMicros());
    root.setDuration(OneTrace.ROOT_MICROS);
    root.setTags(List.of(
        text("span.kind", "server"),
        number("http.status_code", 503),
        new Tag("load", TagType.DOUBLE).setVDouble(0.25),
        new Tag("cached", TagType.BOOL).setVBool(false),
        text("note", OneTrace.TEXT),
        new Tag("error", TagType.BOOL).setVBool(true)));
    root.setLogs(
        List.of(new Log(trace.logMicros(), List.of(text("event", "retry"), number("attempt", 2)))));
    return root;
  }

  private static Span child(OneTrace trace) {
    Span child = span(trace, OneTrace.CHILD, OneTrace.ROOT, "pay", trace.childStartMicros());
    child.setDuration(OneTrace.CHILD_MICROS);
    child.setTags(List.of(text("span.kind", "client"), text("card", "none")));
    return child;
  }

  private static Span span(OneTrace trace, SpanId id, SpanId parent, String name, long start) {
    return new Span(
        trace.id().low(), trace.id().high(), id.value(), parent.value(), name, 1, start, 0);
  }

  private static Tag text(String key, String value) {
    return new Tag(key, TagType.STRING).setVStr(value);
  }

  private static Tag number(String key, long value) {
    return new Tag(key, TagType.LONG).setVLong(value);
  }
}
