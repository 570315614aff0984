// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.storage.ReadContext;
import java.util.HashMap;
import java.util.Map;

/** A table for each tenant. Thread-safe. */
final class TenantTables {
  private final Map<String, SpanTable> tables = new HashMap<>();
  private final int maxSpans;
  private boolean closed;

  TenantTables(int maxSpans) {
    this.maxSpans = maxSpans;
  }

  SpanTable of(ReadContext context) {
    return of(context.tenant());
  }

  synchronized SpanTable of(String tenant) {
    return tables.computeIfAbsent(tenant, name -> {
      SpanTable table = new SpanTable(maxSpans);
      if (closed) {
        table.close();
      }
      return table;
    });
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void clear() {
    tables.values().forEach(SpanTable::clear);
  }

  synchronized void close() {
    closed = true;
    tables.values().forEach(SpanTable::close);
  }
}
