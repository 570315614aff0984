/**
 * Zipkin's formats: version 2 in JSON and protobuf, version 1 in JSON and Thrift. Both versions become spans of OpenTelemetry's shape, by the
 * mapping of its Zipkin translator.
 *
 * <p>Starting points: {@link io.tracingonsls.wire.zipkin.ZipkinJson}, {@link io.tracingonsls.wire.zipkin.ZipkinProto}, {@link
 * io.tracingonsls.wire.zipkin.ZipkinThrift}. Called by the collector.
 */
@NullMarked
package io.tracingonsls.wire.zipkin;

import org.jspecify.annotations.NullMarked;
