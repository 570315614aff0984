// SPDX-License-Identifier: Apache-2.0
/**
 * Seeded generators of spans and traces for tests: the same seed gives the same values on every machine.
 *
 * <p>Starting points: {@link io.tracingonsls.testing.generate.SeededSpans} for spans that use every field and every kind of hostile text,
 * {@link io.tracingonsls.testing.generate.TraceShapes} for traces of a known form, {@link io.tracingonsls.testing.generate.Seeds} for the
 * seed of this run ({@code -Dtests.seed}). Any test may call this package.
 */
@NullMarked
package io.tracingonsls.testing.generate;

import org.jspecify.annotations.NullMarked;
