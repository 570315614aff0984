/**
 * Parameters of the query APIs to requests: pure text work, no I/O, no clock but the injected one.
 *
 * <p>Jaeger's clients show the server's messages to people and some scripts match them, so numbers, truth values, durations and times are
 * read exactly as Go reads them and refused in the same words. Starting points: {@link io.tracingonsls.query.parse.QueryString}, {@link
 * io.tracingonsls.query.parse.LegacySearchParser}, {@link io.tracingonsls.query.parse.V3SearchParser}. Called by {@code serve}.
 */
@NullMarked
package io.tracingonsls.query.parse;

import org.jspecify.annotations.NullMarked;
