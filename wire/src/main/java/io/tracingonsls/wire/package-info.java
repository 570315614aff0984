/**
 * Wire formats to and from canonical spans, one package per protocol; here is what they share.
 *
 * <p>Starting points: {@link io.tracingonsls.wire.SpanDecoder}, {@link io.tracingonsls.wire.DecodeException}, {@link
 * io.tracingonsls.wire.DecodeLimits}. Everything below is pure: no I/O, no threads, no clock. Called by the collector's receivers, the
 * query server's renderers and the tools of the command line.
 */
@NullMarked
package io.tracingonsls.wire;

import org.jspecify.annotations.NullMarked;
