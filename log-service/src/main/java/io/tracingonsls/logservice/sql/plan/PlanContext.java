// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.FunctionContext;

/**
 * What planning a statement needs to know.
 *
 * @param index index configurations of the Logstore
 * @param search selects the rows of the log
 * @param source where the rows are
 * @param logstore name of the Logstore, another name of the table {@code log}; empty if unknown
 * @param functions what functions may know
 */
public record PlanContext(
    IndexHistory index,
    CompiledSearch search,
    LogSource source,
    String logstore,
    FunctionContext functions) {
  QueryGuard guard() {
    return functions.guard();
  }
}
