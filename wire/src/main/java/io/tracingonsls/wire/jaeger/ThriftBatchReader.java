// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.thrift.ThriftReader;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the struct {@code Batch} straight into canonical spans, without the generated classes in between: they cost more than the reading.
 * Required fields are required as in Jaeger, so that garbage that happens to parse is not taken for an empty batch.
 */
final class ThriftBatchReader {
  private final ThriftReader in;
  private final ThriftTagReader tagReader;
  private final ThriftSpanReader spanReader;

  private int position;
  private @Nullable Resource process;
  private @Nullable List<Span> spans;
  private @Nullable String serviceName;
  private Attributes processTags = Attributes.empty();

  ThriftBatchReader(ThriftReader in) {
    this.in = in;
    tagReader = new ThriftTagReader(in);
    spanReader = new ThriftSpanReader(in, tagReader);
  }

  static DecodeException missing(String field) {
    return new DecodeException("required field " + field + " is not set");
  }

  /** The batch, or the place in it that cannot be read, in the wording of Jaeger's own server. */
  ResourceSpans read() throws DecodeException {
    try {
      return batch();
    } catch (DecodeException e) {
      throw ThriftReader.placed("*jaeger.Batch field " + position, e);
    }
  }

  private ResourceSpans batch() throws DecodeException {
    process = null;
    spans = null;
    position = 0;
    in.struct(this::batchField);
    if (process == null) {
      throw missing("Batch.process");
    }
    if (spans == null) {
      throw missing("Batch.spans");
    }
    return ResourceSpans.of(process, spans);
  }

  private void batchField(int id, int type) throws DecodeException {
    position = id;
    if (id == 1 && type == TType.STRUCT) {
      process = process();
    } else if (id == 2 && type == TType.LIST) {
      List<Span> read = new ArrayList<>();
      in.structs(() -> read.add(spanReader.read()));
      spans = read;
    } else {
      in.skip(type);
    }
  }

  private Resource process() throws DecodeException {
    in.budget().struct();
    serviceName = null;
    processTags = Attributes.empty();
    in.struct(this::processField);
    if (serviceName == null) {
      throw missing("Process.serviceName");
    }
    return Resource.ofService(serviceName, processTags);
  }

  private void processField(int id, int type) throws DecodeException {
    if (id == 1 && type == TType.STRING) {
      serviceName = in.text();
    } else if (id == 2 && type == TType.LIST) {
      processTags = tagReader.read();
    } else {
      in.skip(type);
    }
  }
}
