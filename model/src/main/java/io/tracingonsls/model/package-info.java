// SPDX-License-Identifier: Apache-2.0
/**
 * The canonical span and everything it is made of: immutable values without I/O and without a clock.
 *
 * <p>Starting points: {@link io.tracingonsls.model.Span}, {@link io.tracingonsls.model.SpanBatch} (how spans arrive),
 * {@link io.tracingonsls.model.Trace} (how they are answered). The shape is OpenTelemetry's, lossless, plus what only Jaeger has:
 * reference types, Jaeger flags and warnings. Every wire format and every row layout is a view derived at the edges.
 *
 * <p>Anybody may call this package; it calls nobody.
 */
@NullMarked
package io.tracingonsls.model;

import org.jspecify.annotations.NullMarked;
