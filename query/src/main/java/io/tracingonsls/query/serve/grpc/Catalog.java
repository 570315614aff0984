// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceStorage;
import java.util.List;

/** What all the query services ask a storage for in the same way. */
final class Catalog {
  private final TraceStorage storage;

  Catalog(TraceStorage storage) {
    this.storage = storage;
  }

  List<String> services(RequestScope scope) {
    return storage.catalogReader().services(scope.context());
  }

  /** Operations of a kind that is named exactly; an unknown name has none. */
  List<Operation> operations(String service, String kind, RequestScope scope) {
    return ProtoSearch.isKnownKind(kind)
        ? storage.catalogReader().operations(service, ProtoSearch.kind(kind), scope.context())
        : List.of();
  }

  List<DependencyLink> dependencies(TimeRange range, RequestScope scope) {
    return storage.dependencyReader().links(range, scope.context());
  }
}
