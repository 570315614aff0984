// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Lets calls in only with the name of one tenant that exists, and remembers it for the call. */
public final class TenantInterceptor implements ServerInterceptor {
  private static final Context.Key<String> TENANT = Context.keyWithDefault("tenant", "");

  private final Metadata.Key<String> header;
  private final Set<String> tenants;

  /**
   * Makes an interceptor.
   *
   * @param tenants the tenants that exist; empty means any
   */
  public TenantInterceptor(String header, Set<String> tenants) {
    this.header =
        Metadata.Key.of(header.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
    this.tenants = Set.copyOf(tenants);
  }

  /** The tenant of the call in work; empty without tenancy. */
  static String tenant() {
    return TENANT.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    List<String> names = new ArrayList<>(1);
    Iterable<String> all = headers.getAll(header);
    if (all != null) {
      all.forEach(names::add);
    }
    if (names.isEmpty() || names.get(0).isEmpty()) {
      return refuse(call, Status.UNAUTHENTICATED.withDescription("missing tenant header"));
    }
    if (names.size() > 1) {
      return refuse(call, Status.PERMISSION_DENIED.withDescription("extra tenant header"));
    }
    if (!tenants.isEmpty() && !tenants.contains(names.get(0))) {
      return refuse(call, Status.PERMISSION_DENIED.withDescription("unknown tenant"));
    }
    Context context = Context.current().withValue(TENANT, names.get(0));
    return Contexts.interceptCall(context, call, headers, next);
  }

  private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status why) {
    call.close(why, new Metadata());
    return new ServerCall.Listener<>() {};
  }
}
