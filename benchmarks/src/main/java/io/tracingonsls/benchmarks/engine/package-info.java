/**
 * Measures the local Log Service and its column engine. Start at {@link io.tracingonsls.benchmarks.engine.EngineBenchmark}.
 */
@NullMarked
package io.tracingonsls.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
