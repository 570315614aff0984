/**
 * Reading: questions of the SPI as calls to Log Service, and rows back to spans.
 *
 * <p>Starting points: {@link io.tracingonsls.storage.sls.read.SlsSpanReader}, {@link io.tracingonsls.storage.sls.read.SlsCatalogReader},
 * {@link io.tracingonsls.storage.sls.read.SlsCalls} (every call with deadline, retry and bounded parallelism). Query text comes from
 * {@code search} only. Caller: the storage.
 */
@NullMarked
package io.tracingonsls.storage.sls.read;

import org.jspecify.annotations.NullMarked;
