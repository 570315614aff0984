// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.wire.DecodeBudget;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the struct {@code Batch} straight into canonical spans, without the generated classes in between: they cost more than the reading.
 * Required fields are required as in Jaeger, so that garbage that happens to parse is not taken for an empty batch.
 */
final class ThriftBatchReader {
  private final TProtocol protocol;
  private final ThriftFields fields;
  private final ThriftTagReader tagReader;
  private final ThriftSpanReader spanReader;
  private final DecodeBudget budget;

  private int position;
  private @Nullable Resource process;
  private @Nullable List<Span> spans;
  private @Nullable String serviceName;
  private Attributes processTags = Attributes.empty();

  ThriftBatchReader(TProtocol protocol, DecodeLimits limits, DecodeBudget budget) {
    this.protocol = protocol;
    this.budget = budget;
    fields = new ThriftFields(protocol, limits.maxDepth());
    tagReader = new ThriftTagReader(protocol, fields, budget);
    spanReader = new ThriftSpanReader(protocol, fields, tagReader, budget);
  }

  static DecodeException missing(String field) {
    return new DecodeException("required field " + field + " is not set");
  }

  /** The batch, or the place in it that cannot be read, in the wording of Jaeger's own server. */
  ResourceSpans read() throws DecodeException {
    try {
      return batch();
    } catch (TTransportException e) {
      throw new DecodeException("*jaeger.Batch field " + position + " read error: EOF");
    } catch (TException e) {
      throw new DecodeException(
          "*jaeger.Batch field " + position + " read error: " + e.getMessage());
    } catch (DecodeException e) {
      String message = "*jaeger.Batch field " + position + " read error: " + e.getMessage();
      throw e.isTooLarge() ? DecodeException.tooLarge(message) : new DecodeException(message);
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
    budget.struct();
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
      serviceName = protocol.readString();
      budget.text(serviceName.length());
    } else if (id == 2 && type == TType.LIST) {
      processTags = tagReader.read();
    } else {
      fields.skip(type);
    }
  }
}
