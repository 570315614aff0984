// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.SpanKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of services and operations within the look-back. Blocking, thread-safe. */
public interface CatalogReader {
  /** Service names, sorted, without the empty one. */
  List<String> services(ReadContext context);

  /**
   * Operations of a service, sorted by name then kind; an unknown service has none.
   *
   * @param service empty means all services
   * @param kind null means all kinds
   */
  List<Operation> operations(String service, @Nullable SpanKind kind, ReadContext context);

  /** An operation; one name may appear with several kinds. */
  record Operation(String name, SpanKind kind) {}
}
