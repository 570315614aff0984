// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.plan;

import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.StorageCapabilities;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceQuery;

/**
 * How a search is run on a store: directly, or page by page when whole traces have to be judged.
 *
 * @param pageSize matches to fetch at a time
 * @param maxPages pages after which the search gives up with a warning
 * @param needsSummaries whether summaries decide which matches count
 */
public record QueryPlan(TraceQuery firstPage, int pageSize, int maxPages, boolean needsSummaries) {
  /** Judging whole traces skips matches, so pages are larger than what is asked for, and their number is bounded. */
  private static final int JUDGED_PAGE = 200;

  private static final int JUDGED_PAGES = 10;

  /**
   * Plans a search.
   *
   * @throws StorageException if the store can't answer it
   */
  public static QueryPlan of(TraceSearch search, StorageCapabilities capabilities) {
    TraceQuery query = search.query();
    if (query.service().isEmpty() && !capabilities.searchWithoutService()) {
      throw new StorageException(
          StorageError.INVALID_QUERY,
          "this storage backend requires a service name to search; searching all services is not supported");
    }
    if (!capabilities.predicates() && !isConjunction(query.predicate())) {
      throw new StorageException(
          StorageError.UNSUPPORTED,
          "this storage backend supports only equality conditions joined by 'and'");
    }
    return search.traceCondition().equals(TraceCondition.ALWAYS)
        ? new QueryPlan(query, query.limit(), 1, false)
        : new QueryPlan(query.withLimit(JUDGED_PAGE), JUDGED_PAGE, JUDGED_PAGES, true);
  }

  private static boolean isConjunction(SpanPredicate predicate) {
    if (predicate instanceof SpanPredicate.And and) {
      return and.parts().stream().allMatch(QueryPlan::isConjunction);
    }
    return predicate instanceof SpanPredicate.Compare compare
        && compare.operator() == SpanPredicate.Operator.EQUALS
        && compare.field() instanceof SpanField.AttributeField;
  }
}
