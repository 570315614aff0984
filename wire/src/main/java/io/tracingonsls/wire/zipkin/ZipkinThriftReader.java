// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.protocol.TType;

/** Reads {@code zipkincore} spans. One object per message. */
final class ZipkinThriftReader {
  private final ThriftReader in;

  private ZipkinV1Span span = new ZipkinV1Span();
  private long traceIdLow;
  private long traceIdHigh;
  private long timeMicros;
  private String text = "";
  private byte[] value = new byte[0];
  private int valueType;
  private ZipkinEndpoint endpoint = ZipkinEndpoint.NONE;
  private String serviceName = "";
  private String ipv4 = "";
  private String ipv6 = "";
  private int port;

  ZipkinThriftReader(ThriftReader in) {
    this.in = in;
  }

  void list(ZipkinBatch batch) throws DecodeException {
    in.structs(() -> {
      in.budget().span();
      span = new ZipkinV1Span();
      traceIdLow = 0;
      traceIdHigh = 0;
      in.struct(this::spanField);
      span.traceId = new TraceId(traceIdHigh, traceIdLow);
      batch.add(ZipkinV1Mapper.map(span));
    });
  }

  private void spanField(int id, int type) throws DecodeException {
    if (!in.is(type, spanType(id, type))) {
      return;
    }
    switch (id) {
      case 1 -> traceIdLow = in.i64();
      case 3 -> span.name = in.text();
      case 4 -> span.id = new SpanId(in.i64());
      case 5 -> span.parentId = new SpanId(in.i64());
      case 6 -> in.structs(this::annotation);
      case 8 -> in.structs(this::binaryAnnotation);
      case 10 -> span.startMicros = in.i64();
      case 11 -> span.durationMicros = in.i64();
      case 12 -> traceIdHigh = in.i64();
      default -> in.skip(type);
    }
  }

  private static int spanType(int id, int otherwise) {
    return switch (id) {
      case 1, 4, 5, 10, 11, 12 -> TType.I64;
      case 3 -> TType.STRING;
      case 6, 8 -> TType.LIST;
      default -> otherwise;
    };
  }

  private void annotation() throws DecodeException {
    in.budget().struct();
    timeMicros = 0;
    text = "";
    endpoint = ZipkinEndpoint.NONE;
    in.struct((id, type) -> {
      if (id == 1 && type == TType.I64) {
        timeMicros = in.i64();
      } else if (id == 2 && type == TType.STRING) {
        text = in.text();
      } else if (id == 3 && type == TType.STRUCT) {
        endpoint();
      } else {
        in.skip(type);
      }
    });
    span.annotations.add(new ZipkinV1Span.Annotation(timeMicros, text, endpoint));
  }

  private void binaryAnnotation() throws DecodeException {
    in.budget().value();
    text = "";
    value = new byte[0];
    valueType = -1;
    endpoint = ZipkinEndpoint.NONE;
    in.struct((id, type) -> {
      if (id == 1 && type == TType.STRING) {
        text = in.text();
      } else if (id == 2 && type == TType.STRING) {
        value = in.binary();
      } else if (id == 3 && type == TType.I32) {
        valueType = in.i32();
      } else if (id == 4 && type == TType.STRUCT) {
        endpoint();
      } else {
        in.skip(type);
      }
    });
    span.binaryAnnotations.add(new ZipkinV1Span.BinaryAnnotation(text, typed(), endpoint));
  }

  /** The value by its declared type; one whose length does not fit the type is kept as bytes. */
  private AttributeValue typed() {
    ByteBuffer bytes = ByteBuffer.wrap(value);
    return switch (valueType) {
      case 0 ->
        value.length == 1
            ? AttributeValue.of(value[0] != 0)
            : AttributeValue.BytesValue.owning(value);
      case 2 ->
        value.length == 2
            ? AttributeValue.of((long) bytes.getShort())
            : AttributeValue.BytesValue.owning(value);
      case 3 ->
        value.length == 4
            ? AttributeValue.of((long) bytes.getInt())
            : AttributeValue.BytesValue.owning(value);
      case 4 ->
        value.length == 8
            ? AttributeValue.of(bytes.getLong())
            : AttributeValue.BytesValue.owning(value);
      case 5 ->
        value.length == 8
            ? AttributeValue.of(bytes.getDouble())
            : AttributeValue.BytesValue.owning(value);
      case 6 -> AttributeValue.of(new String(value, StandardCharsets.UTF_8));
      default -> AttributeValue.BytesValue.owning(value);
    };
  }

  private void endpoint() throws DecodeException {
    in.budget().struct();
    serviceName = "";
    ipv4 = "";
    ipv6 = "";
    port = 0;
    in.struct(this::endpointField);
    endpoint = new ZipkinEndpoint(serviceName, ipv4, ipv6, port);
  }

  private void endpointField(int id, int type) throws DecodeException {
    if (id == 1 && type == TType.I32) {
      int address = in.i32();
      ipv4 = address == 0 ? "" : IpText.ofV4(address);
    } else if (id == 2 && type == TType.I16) {
      port = in.i16() & 0xffff;
    } else if (id == 3 && type == TType.STRING) {
      serviceName = in.recurringText();
    } else if (id == 4 && type == TType.STRING) {
      ipv6 = IpText.of(in.binary());
    } else {
      in.skip(type);
    }
  }
}
