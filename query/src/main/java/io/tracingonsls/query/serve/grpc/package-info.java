/**
 * Jaeger's query services over gRPC, and the services through which an upstream Jaeger uses our storage as its own.
 *
 * <p>Starting points: {@link io.tracingonsls.query.serve.grpc.QueryServices} and {@link
 * io.tracingonsls.query.serve.grpc.RemoteStorageServices}. Methods run on the event loop and hand their reads to {@code fetch}. Called by
 * {@code serve} and {@code app}.
 */
@NullMarked
package io.tracingonsls.query.serve.grpc;

import org.jspecify.annotations.NullMarked;
