/**
 * From the queue to the {@link io.tracingonsls.storage.SpanWriter}, and its receipts back to the senders.
 *
 * <p>Starting point: {@link io.tracingonsls.collector.write.BatchDispatcher}. Called by the collector's set-up only.
 */
@NullMarked
package io.tracingonsls.collector.write;

import org.jspecify.annotations.NullMarked;
