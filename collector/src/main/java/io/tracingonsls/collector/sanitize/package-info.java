/**
 * Repairs and limits between decoder and queue: pure functions from batch to batch.
 *
 * <p>Starting point: {@link io.tracingonsls.collector.sanitize.Sanitizers}, which runs them in order. A span is changed as
 * little as possible and tells in a warning what was changed; only spans without identity are refused, with a reason that
 * is counted. Called by the receivers' intake.
 */
@NullMarked
package io.tracingonsls.collector.sanitize;

import org.jspecify.annotations.NullMarked;
