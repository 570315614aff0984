/**
 * A gRPC listener on Netty with limits, health, reflection, authentication and a graceful stop.
 *
 * <p>Starting points: {@link io.tracingonsls.server.grpc.GrpcServer#builder} and, for handlers that stream much, {@link
 * io.tracingonsls.server.grpc.BlockingResponses}. Services run on the event loop unless they are given an executor, so they must not block
 * there. Any module may call it.
 */
@NullMarked
package io.tracingonsls.server.grpc;

import org.jspecify.annotations.NullMarked;
