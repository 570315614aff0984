/**
 * SQL operators: each pulls batches from its input and hands batches on. {@code sql.plan} puts them together. An operator
 * belongs to one query and one thread; what it holds in memory is reserved from the query's guard.
 */
@NullMarked
package io.tracingonsls.logservice.sql.exec;

import org.jspecify.annotations.NullMarked;
