// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.grpc;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.tracingonsls.server.auth.Authenticator;
import io.tracingonsls.server.auth.TrustedProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Refuses calls without good credentials. The verdict may take a while, so what the client sends meanwhile is kept in order. */
final class AuthInterceptor implements ServerInterceptor {
  private static final Status REFUSED =
      Status.UNAUTHENTICATED.withDescription("authentication required");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final @Nullable Authenticator authenticator;
  private final @Nullable TrustedProxy proxy;

  /** Believes either of the two; with neither nobody gets in. */
  AuthInterceptor(@Nullable Authenticator authenticator, @Nullable TrustedProxy proxy) {
    this.authenticator = authenticator;
    this.proxy = proxy;
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (isVouchedFor(call, headers)) {
      return next.startCall(call, headers);
    }
    Authenticator asked = authenticator;
    if (asked == null) {
      call.close(REFUSED, new Metadata());
      return new ServerCall.Listener<>() {};
    }
    DeferredListener<Q> deferred = new DeferredListener<>();
    CompletableFuture<Void> unused = asked
        .verify(single(headers))
        .toCompletableFuture()
        .handle((good, failure) -> {
          if (failure == null && good) {
            deferred.open(next.startCall(call, headers));
          } else {
            call.close(REFUSED, new Metadata());
            deferred.open(new ServerCall.Listener<>() {});
          }
          return null;
        });
    return deferred;
  }

  private boolean isVouchedFor(ServerCall<?, ?> call, Metadata headers) {
    TrustedProxy front = proxy;
    if (front == null) {
      return false;
    }
    List<String> values = new ArrayList<>(1);
    Iterable<String> all = headers.getAll(
        Metadata.Key.of(front.header().toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER));
    if (all != null) {
      all.forEach(values::add);
    }
    return front.vouches(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR), values);
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
