// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.tracingonsls.storage.Secret;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Remembers the token that a call carries as {@code bearer.token}, for the storage. */
public final class BearerInterceptor implements ServerInterceptor {
  private static final Metadata.Key<String> KEY =
      Metadata.Key.of("bearer.token", Metadata.ASCII_STRING_MARSHALLER);
  private static final Context.Key<Secret> TOKEN = Context.key("bearer.token");

  /** The token of the call in work, or null. */
  static @Nullable Secret token() {
    return TOKEN.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Iterable<String> all = headers.getAll(KEY);
    if (all == null) {
      return next.startCall(call, headers);
    }
    Iterator<String> tokens = all.iterator();
    String token = tokens.next();
    if (tokens.hasNext()) {
      call.close(
          Status.UNKNOWN.withDescription("malformed token: multiple tokens found"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    Context context = Context.current().withValue(TOKEN, Secret.of(token));
    return Contexts.interceptCall(context, call, headers, next);
  }
}
