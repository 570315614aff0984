/**
 * Expressions over batches and the scalar functions they call. Start with {@link
 * io.tracingonsls.logservice.sql.function.Expression} and {@link io.tracingonsls.logservice.sql.function.Functions}. Built by
 * {@code sql.plan}, run by {@code sql.exec}. Expressions belong to one query and one thread.
 */
@NullMarked
package io.tracingonsls.logservice.sql.function;

import org.jspecify.annotations.NullMarked;
