/**
 * Jaeger's formats: Thrift batches, and the view of a canonical span as Jaeger's model with its JSON.
 *
 * <p>Starting points: {@link io.tracingonsls.wire.jaeger.JaegerThrift} (bytes to spans and back), {@link
 * io.tracingonsls.wire.jaeger.JaegerView} (tags, references, logs and process of a span of any origin), {@link
 * io.tracingonsls.wire.jaeger.JaegerTraceJson} (the JSON of the query API). Called by collector, query and app.
 */
@NullMarked
package io.tracingonsls.wire.jaeger;

import org.jspecify.annotations.NullMarked;
