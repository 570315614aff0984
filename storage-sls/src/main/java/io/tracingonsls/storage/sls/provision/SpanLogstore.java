// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.provision;

import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.util.List;

/**
 * What is known about the span Logstore.
 *
 * @param indexed false when the index could not be read: then it is assumed to be the layout's own
 * @param writeLayout how new rows are written
 * @param readLayouts the layouts that its index can be asked for; at least one
 */
public record SpanLogstore(
    LogstoreIndex index, boolean indexed, SpanLayout writeLayout, List<SpanLayout> readLayouts) {
  public SpanLogstore {
    readLayouts = List.copyOf(readLayouts);
  }

  /** As a new Logstore of this layout has it. */
  public static SpanLogstore assumed(SpanLayout layout) {
    LogstoreIndex index = LogstoreIndex.parse(layout.indexJson());
    return new SpanLogstore(index, false, layout, List.of(layout));
  }
}
