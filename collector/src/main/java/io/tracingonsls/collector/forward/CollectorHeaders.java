// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an agent tells collectors about itself with every call.
 *
 * @param tenant whose spans it sends; empty for none
 * @param tenantHeader the header that says so
 * @param bearerFile holds the token that collectors ask for; null for none
 */
public record CollectorHeaders(
    String tenant, String tenantHeader, @Nullable Path bearerFile) {
  /** Nothing. */
  public static final CollectorHeaders NONE = new CollectorHeaders("", "x-tenant", null);

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when gRPC could not send them as a header
   */
  static CollectorHeaders checked(String tenant, String tenantHeader, @Nullable Path bearerFile) {
    boolean printable = tenant.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
    if (!printable || !tenantHeader.matches("[A-Za-z0-9._-]+") || tenantHeader.endsWith("-bin")) {
      throw new IllegalArgumentException(
          tenantHeader + "=" + tenant + " (expected: a header's name and printable ASCII)");
    }
    return new CollectorHeaders(tenant, tenantHeader, bearerFile);
  }

  /** Adds them to calls; the token is read when its file has changed. */
  ClientInterceptor interceptor() {
    return new Adder(
        Metadata.Key.of(tenantHeader, Metadata.ASCII_STRING_MARSHALLER),
        tenant,
        bearerFile == null ? null : new BearerToken(bearerFile));
  }

  private record Adder(
      Metadata.Key<String> tenantKey,
      String tenant,
      @Nullable BearerToken token) implements ClientInterceptor {
    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          if (!tenant.isEmpty()) {
            headers.put(tenantKey, tenant);
          }
          if (token != null) {
            headers.put(AUTHORIZATION, "Bearer " + token.current());
          }
          super.start(listener, headers);
        }
      };
    }
  }
}
