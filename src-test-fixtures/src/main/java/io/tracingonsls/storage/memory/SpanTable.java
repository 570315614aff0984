// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All spans by trace, in order of arrival. Guarded by its own lock; hands out copies. */
final class SpanTable {
  private final Object lock = new Object();
  private final Map<TraceId, List<TraceSpan>> traces = new LinkedHashMap<>();
  private final int maxSpans;
  private int size;
  private boolean closed;

  SpanTable(int maxSpans) {
    this.maxSpans = maxSpans;
  }

  void add(List<TraceSpan> spans) {
    synchronized (lock) {
      checkOpen();
      if (size + spans.size() > maxSpans) {
        throw new StorageException(
            StorageError.THROTTLED, "the memory storage is full: " + size + " spans");
      }
      for (TraceSpan span : spans) {
        traces.computeIfAbsent(span.span().traceId(), id -> new ArrayList<>()).add(span);
      }
      size += spans.size();
    }
  }

  List<TraceSpan> trace(TraceId id) {
    synchronized (lock) {
      checkOpen();
      return List.copyOf(traces.getOrDefault(id, List.of()));
    }
  }

  Map<TraceId, List<TraceSpan>> all() {
    synchronized (lock) {
      checkOpen();
      Map<TraceId, List<TraceSpan>> copy = new LinkedHashMap<>();
      traces.forEach((id, spans) -> copy.put(id, List.copyOf(spans)));
      return copy;
    }
  }

  void clear() {
    synchronized (lock) {
      checkOpen();
      traces.clear();
      size = 0;
    }
  }

  boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  void close() {
    synchronized (lock) {
      closed = true;
      traces.clear();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(StorageError.CLOSED, "the storage is closed");
    }
  }
}
