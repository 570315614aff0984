// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.LogQueryText;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.SearchParser;
import java.util.function.BooleanSupplier;

/**
 * Answers questions to one Logstore; {@code VectorQueryEngine} does it over the engine's columns. Stateless and thread-safe; a
 * query runs on the caller's thread and stops with {@link QueryException} soon after its deadline or after {@code cancelled}
 * says so.
 */
public interface QueryEngine {
  /**
   * Splits and parses a query text.
   *
   * @throws QueryException when the search part is malformed
   */
  static LogQueryText parse(String query) {
    return SearchParser.parse(query);
  }

  /**
   * Answers a query without SQL.
   *
   * @throws QueryException when the query is malformed, names an unindexed key, carries SQL, or has to stop
   */
  SearchAnswer search(
      SnapshotSource source, IndexHistory index, QueryRequest request, BooleanSupplier cancelled);

  /**
   * Answers a query with SQL.
   *
   * @throws QueryException when the query is malformed, names an unknown column or function, or has to stop
   */
  SqlAnswer sql(
      SnapshotSource source, IndexHistory index, QueryRequest request, BooleanSupplier cancelled);

  /**
   * Counts the hits of the search part per bucket.
   *
   * @param intervalSeconds bucket width; 0 lets the engine choose (about 60 buckets)
   * @throws QueryException as {@link #search}
   */
  HistogramAnswer histogram(
      SnapshotSource source,
      IndexHistory index,
      QueryRequest request,
      long intervalSeconds,
      BooleanSupplier cancelled);

  /**
   * Answers which logs a client sent before and behind one of its logs.
   *
   * @param packId of the log's package
   * @param packMeta as a search with {@code |with_pack_meta} answers it
   * @throws QueryException when either can't be read, or it has to stop
   */
  ContextAnswer context(
      SnapshotSource source,
      String packId,
      String packMeta,
      int backLines,
      int forwardLines,
      BooleanSupplier cancelled);

  /** Whether a query is SQL; {@code |with_pack_meta} behind a search is not. */
  static boolean isSql(LogQueryText query) {
    return query.sql().isPresent() && !PackMeta.isAskedBy(query.sql().get());
  }
}
