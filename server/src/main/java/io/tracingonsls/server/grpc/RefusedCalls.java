// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;

/** Tells which calls gRPC or an interceptor refused, in words for a metric's label; what a service itself answers is its own to tell. */
final class RefusedCalls extends ServerStreamTracer.Factory {
  private final Consumer<String> refused;

  RefusedCalls(Consumer<String> refused) {
    this.refused = refused;
  }

  @Override
  public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
    return new ServerStreamTracer() {
      @Override
      public void streamClosed(Status status) {
        String reason = reason(status.getCode());
        if (!reason.isEmpty()) {
          refused.accept(reason);
        }
      }
    };
  }

  private static String reason(Status.Code code) {
    return switch (code) {
      case RESOURCE_EXHAUSTED -> "too_large";
      case UNIMPLEMENTED -> "unknown_method";
      case UNAUTHENTICATED, PERMISSION_DENIED -> "unauthorized";
      default -> "";
    };
  }
}
