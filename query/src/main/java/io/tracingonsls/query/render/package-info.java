/**
 * Answers to bytes: envelopes and documents of the query APIs, written to a stream as they come. Pure but for the stream.
 *
 * <p>Starting points: {@link io.tracingonsls.query.render.LegacyEnvelope}, {@link io.tracingonsls.query.render.V3Json}. Traces themselves are
 * written by the {@code wire} module. Called by {@code serve}.
 */
@NullMarked
package io.tracingonsls.query.render;

import org.jspecify.annotations.NullMarked;
