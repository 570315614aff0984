// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.ReadContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names by scanning everything. */
record MemoryCatalogReader(TenantTables tables) implements CatalogReader {
  @Override
  public List<String> services(ReadContext context) {
    Set<String> names = new TreeSet<>();
    tables
        .of(context)
        .all()
        .values()
        .forEach(spans -> spans.forEach(span -> names.add(span.resource().serviceName())));
    names.remove("");
    return new ArrayList<>(names);
  }

  @Override
  public List<Operation> operations(String service, @Nullable SpanKind kind, ReadContext context) {
    Set<Operation> operations =
        new TreeSet<>(Comparator.comparing(Operation::name).thenComparing(Operation::kind));
    tables.of(context).all().values().forEach(spans -> {
      for (TraceSpan span : spans) {
        SpanKind actual = span.span().effectiveKind();
        if ((service.isEmpty() || service.equals(span.resource().serviceName()))
            && (kind == null || kind == actual)) {
          operations.add(new Operation(span.span().name(), actual));
        }
      }
    });
    return new ArrayList<>(operations);
  }
}
