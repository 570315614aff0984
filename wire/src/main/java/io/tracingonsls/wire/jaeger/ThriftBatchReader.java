// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.thrift.ThriftFields;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the struct {@code Batch} straight into canonical spans, without the generated classes in between: they cost more than the reading.
 * Required fields are required as in Jaeger, so that garbage that happens to parse is not taken for an empty batch.
 */
final class ThriftBatchReader {
  private final ThriftFields fields;
  private final ThriftTagReader tagReader;
  private final ThriftSpanReader spanReader;

  private int position;
  private @Nullable Resource process;
  private @Nullable List<Span> spans;
  private @Nullable String serviceName;
  private Attributes processTags = Attributes.empty();

  ThriftBatchReader(ThriftFields fields) {
    this.fields = fields;
    tagReader = new ThriftTagReader(fields);
    spanReader = new ThriftSpanReader(fields, tagReader);
  }

  static DecodeException missing(String field) {
    return new DecodeException("required field " + field + " is not set");
  }

  /** The batch, or the place in it that cannot be read, in the wording of Jaeger's own server. */
  ResourceSpans read() throws DecodeException {
    try {
      return batch();
    } catch (TException e) {
      throw ThriftFields.worded("*jaeger.Batch field " + position, e);
    } catch (DecodeException e) {
      throw ThriftFields.worded("*jaeger.Batch field " + position, e);
    }
  }

  private ResourceSpans batch() throws TException, DecodeException {
    process = null;
    spans = null;
    position = 0;
    fields.struct(this::batchField);
    if (process == null) {
      throw missing("Batch.process");
    }
    if (spans == null) {
      throw missing("Batch.spans");
    }
    return ResourceSpans.of(process, spans);
  }

  private void batchField(short id, byte type) throws TException, DecodeException {
    position = id;
    if (id == 1 && type == TType.STRUCT) {
      process = process();
    } else if (id == 2 && type == TType.LIST) {
      List<Span> read = new ArrayList<>();
      fields.structs(() -> read.add(spanReader.read()));
      spans = read;
    } else {
      fields.skip(type);
    }
  }

  private Resource process() throws TException, DecodeException {
    fields.budget().struct();
    serviceName = null;
    processTags = Attributes.empty();
    fields.struct(this::processField);
    if (serviceName == null) {
      throw missing("Process.serviceName");
    }
    return Resource.ofService(serviceName, processTags);
  }

  private void processField(short id, byte type) throws TException, DecodeException {
    if (id == 1 && type == TType.STRING) {
      serviceName = fields.text();
    } else if (id == 2 && type == TType.LIST) {
      processTags = tagReader.read();
    } else {
      fields.skip(type);
    }
  }
}
