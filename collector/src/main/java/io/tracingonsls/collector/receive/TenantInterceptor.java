// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

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

/** Refuses calls without a good tenant and leaves the tenant in the call's context. */
final class TenantInterceptor implements ServerInterceptor {
  private static final Context.Key<String> TENANT = Context.keyWithDefault("tenant", "");

  private final Tenancy tenancy;
  private final Metadata.Key<String> header;

  TenantInterceptor(Tenancy tenancy) {
    this.tenancy = tenancy;
    this.header = Metadata.Key.of(
        tenancy.header().toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
  }

  static String current() {
    return TENANT.get();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    if (!tenancy.enabled()) {
      return next.startCall(call, headers);
    }
    List<String> values = new ArrayList<>();
    Iterable<String> all = headers.getAll(header);
    if (all != null) {
      all.forEach(values::add);
    }
    Tenancy.Verdict verdict = tenancy.judge(values);
    if (!verdict.isGood()) {
      Status status = values.isEmpty() ? Status.UNAUTHENTICATED : Status.PERMISSION_DENIED;
      call.close(status.withDescription(verdict.problem()), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValue(TENANT, verdict.tenant()), call, headers, next);
  }
}
