/**
 * Counting: every span that was received ends in exactly one outcome, under the names that Jaeger's users alert on.
 *
 * <p>Starting point: {@link io.tracingonsls.collector.account.SpanAccounting}. Called by all stages of the pipeline.
 */
@NullMarked
package io.tracingonsls.collector.account;

import org.jspecify.annotations.NullMarked;
