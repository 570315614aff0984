// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryGuard;
import java.time.ZoneId;

/**
 * What functions may know about the query they run in.
 *
 * @param guard stops long computations
 * @param nowMillis the time of the query, the same for all its calls
 * @param zone the zone of dates and times
 */
public record FunctionContext(QueryGuard guard, long nowMillis, ZoneId zone) {}
