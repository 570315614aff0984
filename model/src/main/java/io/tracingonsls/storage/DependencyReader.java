// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.DependencyLink;
import java.util.List;

/** Who calls whom. Blocking, thread-safe. */
public interface DependencyReader {
  /** Calls between different services whose child span started in the window; one link per pair, sorted by parent then child. */
  List<DependencyLink> links(TimeRange range, ReadContext context);
}
