/**
 * OpenTelemetry's protocol, protobuf and JSON, in both directions.
 *
 * <p>Starting points: {@link io.tracingonsls.wire.otlp.OtlpProto}, {@link io.tracingonsls.wire.otlp.OtlpJson} (messages to spans and back),
 * {@link io.tracingonsls.wire.otlp.OtlpView} (a span of any origin as OpenTelemetry shapes it). Called by collector, query and app.
 */
@NullMarked
package io.tracingonsls.wire.otlp;

import org.jspecify.annotations.NullMarked;
