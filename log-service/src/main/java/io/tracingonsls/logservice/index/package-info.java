/**
 * What a Logstore indexes and how a stored text becomes terms and numbers.
 *
 * <p>Start with {@link io.tracingonsls.logservice.index.IndexConfig}; the rules of tokenising, case folding and number
 * parsing live only here and are shared by search, SQL and administration. No I/O, no threads; everything is immutable.
 */
@NullMarked
package io.tracingonsls.logservice.index;

import org.jspecify.annotations.NullMarked;
