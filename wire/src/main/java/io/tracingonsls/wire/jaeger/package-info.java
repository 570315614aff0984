/**
 * Jaeger's formats: Thrift and protobuf batches, agents' datagrams, and the view of a canonical span as Jaeger's model with its JSON.
 *
 * <p>Starting points: {@link io.tracingonsls.wire.jaeger.JaegerThrift}, {@link io.tracingonsls.wire.jaeger.JaegerProto}, {@link
 * io.tracingonsls.wire.jaeger.JaegerAgentMessage} (bytes to spans and back), {@link io.tracingonsls.wire.jaeger.JaegerView} (tags, references,
 * logs and process of a span of any origin), {@link io.tracingonsls.wire.jaeger.JaegerTraceJson} (the JSON of the query API) and {@link
 * io.tracingonsls.wire.jaeger.JaegerJson}, which reads it back. Called by collector, query and app.
 */
@NullMarked
package io.tracingonsls.wire.jaeger;

import org.jspecify.annotations.NullMarked;
