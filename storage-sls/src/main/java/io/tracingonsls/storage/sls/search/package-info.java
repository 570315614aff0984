/**
 * Questions to Log Service as trees, and the one place where text is quoted. Pure; no I/O.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.search.QueryTranslator} (an SPI query becomes a coarse search and exact SQL
 * conditions), {@link io.tracingonsls.storage.sls.search.SearchExpression} and {@link io.tracingonsls.storage.sls.search.SqlSelect} (the
 * trees), {@link io.tracingonsls.storage.sls.search.Quoting}. Nobody else in the module writes query text. Callers: read.
 */
@NullMarked
package io.tracingonsls.storage.sls.search;

import org.jspecify.annotations.NullMarked;
