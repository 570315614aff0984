// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.twitter.zipkin.thriftjava.Annotation;
import com.twitter.zipkin.thriftjava.AnnotationType;
import com.twitter.zipkin.thriftjava.BinaryAnnotation;
import com.twitter.zipkin.thriftjava.Endpoint;
import com.twitter.zipkin.thriftjava.Span;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.zipkin.ZipkinJson;
import io.tracingonsls.wire.zipkin.ZipkinProto;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;

/** The trace as Zipkin's clients tell it, as far as its formats go. */
final class ZipkinForms {
  private static final Endpoint HOST = new Endpoint(0, (short) 0, OneTrace.SERVICE);

  private static final String V2 = """
      [{"traceId":"@TRACE","id":"@ROOT","name":"GET /cart","kind":"SERVER",
        "timestamp":@START,"duration":@ROOT_MICROS,"localEndpoint":{"serviceName":"@SERVICE"},
        "annotations":[{"timestamp":@LOG,"value":"retry"}],
        "tags":{"http.status_code":"503","load":"0.25","cached":"false","note":"żółw \\"7\\"",
          "error":"true","host.name":"node-1","process.pid":"4711"}},
       {"traceId":"@TRACE","id":"@CHILD","parentId":"@ROOT","name":"pay","kind":"CLIENT",
        "timestamp":@CHILD_START,"duration":@CHILD_MICROS,
        "localEndpoint":{"serviceName":"@SERVICE"},
        "tags":{"card":"none","host.name":"node-1","process.pid":"4711"}}]
      """;

  private static final String V1 = """
      [{"traceId":"@TRACE","id":"@ROOT","name":"GET /cart",
        "timestamp":@START,"duration":@ROOT_MICROS,
        "annotations":[{"timestamp":@START,"value":"sr","endpoint":{"serviceName":"@SERVICE"}},
          {"timestamp":@LOG,"value":"retry","endpoint":{"serviceName":"@SERVICE"}}],
        "binaryAnnotations":[{"key":"http.status_code","value":"503"},
          {"key":"load","value":"0.25"},{"key":"cached","value":"false"},
          {"key":"note","value":"żółw \\"7\\""},{"key":"error","value":"true"}]},
       {"traceId":"@TRACE","id":"@CHILD","parentId":"@ROOT","name":"pay",
        "timestamp":@CHILD_START,"duration":@CHILD_MICROS,
        "annotations":[
          {"timestamp":@CHILD_START,"value":"cs","endpoint":{"serviceName":"@SERVICE"}}],
        "binaryAnnotations":[{"key":"card","value":"none"}]}]
      """;

  private ZipkinForms() {}

  static byte[] v2Json(OneTrace trace) {
    return filled(V2, trace);
  }

  static byte[] v2Proto(OneTrace trace) throws DecodeException {
    ByteBuffer json = ByteBuffer.wrap(v2Json(trace));
    return ZipkinProto.listOfSpans(ZipkinJson.decodeV2(json, DecodeLimits.DEFAULT))
        .toByteArray();
  }

  static byte[] v1Json(OneTrace trace) {
    return filled(V1, trace);
  }

  /** The longer names first: one begins with the other. */
  private static byte[] filled(String template, OneTrace trace) {
    return template
        .replace("@TRACE", trace.id().toHex32())
        .replace("@ROOT_MICROS", Long.toString(OneTrace.ROOT_MICROS))
        .replace("@CHILD_MICROS", Long.toString(OneTrace.CHILD_MICROS))
        .replace("@CHILD_START", Long.toString(trace.childStartMicros()))
        .replace("@ROOT", OneTrace.ROOT.toHex())
        .replace("@CHILD", OneTrace.CHILD.toHex())
        .replace("@START", Long.toString(trace.startMicros()))
        .replace("@LOG", Long.toString(trace.logMicros()))
        .replace("@SERVICE", OneTrace.SERVICE)
        .getBytes(UTF_8);
  }

  static byte[] v1Thrift(OneTrace trace) throws TException {
    TMemoryBuffer buffer = new TMemoryBuffer(4_096);
    TBinaryProtocol out = new TBinaryProtocol(buffer);
    out.writeListBegin(new TList(TType.STRUCT, 2));
    root(trace).write(out);
    child(trace).write(out);
    out.writeListEnd();
    return Arrays.copyOf(buffer.getArray(), buffer.length());
  }

  private static Span root(OneTrace trace) {
    List<BinaryAnnotation> tags = List.of(
        tag("http.status_code", AnnotationType.I32, ByteBuffer.allocate(4).putInt(0, 503)),
        tag("load", AnnotationType.DOUBLE, ByteBuffer.allocate(8).putDouble(0, 0.25)),
        tag("cached", AnnotationType.BOOL, ByteBuffer.allocate(1)),
        tag("note", AnnotationType.STRING, UTF_8.encode(OneTrace.TEXT)),
        tag("error", AnnotationType.BOOL, ByteBuffer.wrap(new byte[] {1})));
    List<Annotation> annotations =
        List.of(annotation(trace.startMicros(), "sr"), annotation(trace.logMicros(), "retry"));
    return new Span(trace.id().low(), "GET /cart", OneTrace.ROOT.value(), annotations, tags)
        .setTrace_id_high(trace.id().high())
        .setTimestamp(trace.startMicros())
        .setDuration(OneTrace.ROOT_MICROS);
  }

  private static Span child(OneTrace trace) {
    List<Annotation> annotations = List.of(annotation(trace.childStartMicros(), "cs"));
    List<BinaryAnnotation> tags = List.of(tag("card", AnnotationType.STRING, UTF_8.encode("none")));
    return new Span(trace.id().low(), "pay", OneTrace.CHILD.value(), annotations, tags)
        .setTrace_id_high(trace.id().high())
        .setParent_id(OneTrace.ROOT.value())
        .setTimestamp(trace.childStartMicros())
        .setDuration(OneTrace.CHILD_MICROS);
  }

  private static Annotation annotation(long timeMicros, String value) {
    return new Annotation(timeMicros, value).setHost(HOST);
  }

  private static BinaryAnnotation tag(String key, AnnotationType type, ByteBuffer value) {
    return new BinaryAnnotation(key, value, type);
  }
}
