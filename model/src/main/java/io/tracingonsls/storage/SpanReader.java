// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;
import java.util.function.Consumer;

/** Finds and fetches traces. Blocking, thread-safe; lists handed out belong to the caller. */
public interface SpanReader {
  /**
   * Fetches whole traces. Chunks of one trace arrive one after the other, each with at least one span, traces in the order of the request; a
   * trace that is not there gives no chunk. Spans that were stored twice may come twice.
   *
   * @throws StorageException as {@link StorageError} says
   */
  void fetch(TraceFetch fetch, ReadContext context, Consumer<TraceChunk> chunks);

  /**
   * Finds traces with at least one span that meets the whole query, newest match first, ties by trace id, at most {@link TraceQuery#limit()}.
   */
  List<TraceMatch> findTraceIds(TraceQuery query, ReadContext context);

  /**
   * Summarises traces without their span bodies, in the order of the request; a trace that is not there has none. Stores that can't do better
   * may fetch and count.
   */
  List<TraceSummary> summaries(TraceFetch fetch, ReadContext context);
}
