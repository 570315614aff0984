// SPDX-License-Identifier: Apache-2.0
/**
 * The reference store: bounded, in memory, for tests. It says what the storage SPI means where words don't, and every contract runs against
 * it first. Starting point: {@link io.tracingonsls.storage.memory.MemoryTraceStorage}.
 */
@NullMarked
package io.tracingonsls.storage.memory;

import org.jspecify.annotations.NullMarked;
