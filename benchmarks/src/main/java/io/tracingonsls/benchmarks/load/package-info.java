// SPDX-License-Identifier: Apache-2.0
/**
 * Load and query-latency programs that talk to a running server from outside, and read its CPU time and memory from {@code /proc}.
 *
 * <p>Starting points: {@link io.tracingonsls.benchmarks.load.LoadProgram} and {@link io.tracingonsls.benchmarks.load.QueryProgram}; how to run
 * them stands in {@code benchmarks/README.md}. They only ever talk to loopback addresses.
 */
@NullMarked
package io.tracingonsls.benchmarks.load;

import org.jspecify.annotations.NullMarked;
