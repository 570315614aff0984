/**
 * Rows to traces: joins the chunks of readers into whole traces in a stable order. Pure. Starting point: {@link
 * io.tracingonsls.query.assemble.TraceAssembler}. Called by {@code fetch}.
 */
@NullMarked
package io.tracingonsls.query.assemble;

import org.jspecify.annotations.NullMarked;
