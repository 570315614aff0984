/**
 * Span storage on Log Service, in the cloud or local: the providers that make it selectable, its settings, and the storage that holds all parts.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.AliyunLogProvider} and {@link io.tracingonsls.storage.sls.LocalProvider} (found by
 * {@link java.util.ServiceLoader}), {@link io.tracingonsls.storage.sls.SlsTraceStorage}. Called by the program's wiring.
 */
@NullMarked
package io.tracingonsls.storage.sls;

import org.jspecify.annotations.NullMarked;
