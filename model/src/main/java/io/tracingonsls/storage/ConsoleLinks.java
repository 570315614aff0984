// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.LogQuery.LogRequest;
import org.jspecify.annotations.Nullable;

/** Addresses of the store's own console, each showing what a question here asks. Blocking, since the store may have to be looked at first. */
public interface ConsoleLinks {
  /** Whether there is a console; without one every other call fails with {@link StorageError#UNSUPPORTED}. */
  boolean available();

  /** The spans that a search finds; limit and page do not matter. */
  String search(TraceQuery query, ReadContext context);

  /**
   * The spans of a trace.
   *
   * @param hint when some of them started, or null
   */
  String trace(TraceId traceId, @Nullable TimeRange hint, ReadContext context);

  /** A question in the store's own language. */
  String logs(LogRequest request, ReadContext context);
}
