/**
 * Load program for the local Log Service's column engine, without HTTP. Start at {@link
 * io.tracingonsls.benchmarks.engine.EngineLoad}.
 */
@NullMarked
package io.tracingonsls.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
