// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/**
 * What a store can do. The zero value is the least capable store, so that a field added later reads "no" until claimed.
 *
 * @param searchWithoutService whether {@link TraceQuery#service()} may be empty
 * @param predicates whether disjunctions, negations, wildcards and numeric comparisons are supported, not only conjunctions of equalities
 * @param summaries whether {@link SpanReader#summaries} avoids fetching span bodies
 */
public record StorageCapabilities(
    boolean searchWithoutService,
    boolean predicates,
    boolean summaries,
    boolean dependencies,
    boolean metrics,
    boolean logQuery,
    boolean sampling,
    boolean tagSuggestions,
    boolean purge) {
  public static final StorageCapabilities NONE =
      new StorageCapabilities(false, false, false, false, false, false, false, false, false);
}
