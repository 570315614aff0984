/**
 * Traces from and to files: {@code import} of Jaeger's JSON.
 *
 * <p>Starting point: {@link io.tracingonsls.app.transfer.ImportCommand}. Caller: the command line.
 */
@NullMarked
package io.tracingonsls.app.transfer;

import org.jspecify.annotations.NullMarked;
