/**
 * From syntax trees to operators: names, types, grouping, joins. Start with {@link
 * io.tracingonsls.logservice.sql.plan.StatementPlanner}. Every construct that is not understood is refused with its place.
 */
@NullMarked
package io.tracingonsls.logservice.sql.plan;

import org.jspecify.annotations.NullMarked;
