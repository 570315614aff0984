// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.sls.layout.RowIds;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Cuts a list of traces into searches that respect the limit of conditions, each trace in all its spellings. */
final class TraceIdBatches {
  /** Some traces and the search for them. */
  record Batch(List<TraceId> traceIds, SearchExpression search) {}

  private TraceIdBatches() {}

  /** At most {@code maxConditions} conditions per batch; order is kept. */
  static List<Batch> of(Collection<TraceId> traceIds, String key, int maxConditions) {
    List<Batch> batches = new ArrayList<>();
    List<TraceId> ids = new ArrayList<>();
    List<SearchExpression> terms = new ArrayList<>();
    for (TraceId traceId : traceIds) {
      List<SearchExpression> spellings = RowIds.spellings(traceId).stream()
          .map(text -> (SearchExpression) new Term(key, text))
          .toList();
      if (!ids.isEmpty() && terms.size() + spellings.size() > maxConditions) {
        batches.add(new Batch(List.copyOf(ids), SearchExpression.or(terms)));
        ids.clear();
        terms.clear();
      }
      ids.add(traceId);
      terms.addAll(spellings);
    }
    if (!ids.isEmpty()) {
      batches.add(new Batch(List.copyOf(ids), SearchExpression.or(terms)));
    }
    return batches;
  }
}
