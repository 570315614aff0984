// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.tracingonsls.server.auth.Authenticator;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Refuses calls without good credentials. The verdict may take a while, so what the client sends meanwhile is kept in order. */
final class AuthInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Authenticator authenticator;

  AuthInterceptor(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    DeferredListener<Q> deferred = new DeferredListener<>();
    CompletableFuture<Void> unused = authenticator
        .verify(single(headers))
        .toCompletableFuture()
        .handle((good, failure) -> {
          if (failure == null && good) {
            deferred.open(next.startCall(call, headers));
          } else {
            call.close(
                Status.UNAUTHENTICATED.withDescription("authentication required"), new Metadata());
            deferred.open(new ServerCall.Listener<>() {});
          }
          return null;
        });
    return deferred;
  }

  private static @Nullable String single(Metadata headers) {
    Iterable<String> all = headers.getAll(AUTHORIZATION);
    if (all == null) {
      return null;
    }
    String found = null;
    for (String value : all) {
      if (found != null) {
        return null;
      }
      found = value;
    }
    return found;
  }
}
