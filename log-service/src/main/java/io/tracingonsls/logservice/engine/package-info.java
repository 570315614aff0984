// SPDX-License-Identifier: Apache-2.0
/**
 * The column engine of the local Log Service: what a Logstore keeps and how it is read back.
 *
 * <p>Start at {@link io.tracingonsls.logservice.engine.LogEngine}. Writing goes through {@link
 * io.tracingonsls.logservice.engine.Logstore#append}; search and SQL read a {@link
 * io.tracingonsls.logservice.engine.Snapshot} of {@link io.tracingonsls.logservice.engine.SegmentReader}s and their
 * {@link io.tracingonsls.logservice.engine.ColumnReader}s; consumers that pull raw data use {@link
 * io.tracingonsls.logservice.engine.Logstore#pull}. Used by {@code search}, {@code sql}, {@code http} and {@code admin}; it
 * knows none of them, no HTTP, and no index configuration beyond its version number.
 */
@NullMarked
package io.tracingonsls.logservice.engine;

import org.jspecify.annotations.NullMarked;
