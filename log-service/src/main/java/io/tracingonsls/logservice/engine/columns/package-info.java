/**
 * What open and sealed segments have in common: the kinds of stored columns, the reading of fields, leaves, group members and
 * whole logs from them, value dictionaries and numbers. Start at {@link
 * io.tracingonsls.logservice.engine.columns.ColumnSegment}. Used by {@code open}, {@code segment} and {@code store}.
 */
@NullMarked
package io.tracingonsls.logservice.engine.columns;

import org.jspecify.annotations.NullMarked;
