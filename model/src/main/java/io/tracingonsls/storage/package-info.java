// SPDX-License-Identifier: Apache-2.0
/**
 * What a span store must do: the interfaces a storage backend implements and the values they exchange.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.StorageProvider} (found by {@link java.util.ServiceLoader}),
 * {@link io.tracingonsls.storage.TraceStorage}, {@link io.tracingonsls.storage.SpanWriter}, {@link io.tracingonsls.storage.SpanReader}.
 * Writes are asynchronous and complete when durable; reads block, page by page, within a {@link io.tracingonsls.storage.ReadContext}.
 *
 * <p>Collector and query server know stores through this package only. It depends on {@code io.tracingonsls.model} and the JDK.
 */
@NullMarked
package io.tracingonsls.storage;

import org.jspecify.annotations.NullMarked;
