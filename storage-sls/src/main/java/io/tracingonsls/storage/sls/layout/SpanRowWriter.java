// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;

/**
 * Writes spans as the fields of a log. Resource and scope are set first and hold for the spans that follow, so that shared parts are
 * encoded once. Not thread-safe; keeps buffers for reuse.
 */
public interface SpanRowWriter {
  /** Sets the resource and forgets the scope. */
  void resource(Resource resource);

  void scope(Scope scope);

  /** Appends the protobuf {@code Contents} fields of a Log message. */
  void append(Span span, RowBytes log);

  /** Gives back memory that one huge span may have taken. */
  void shrink();
}
