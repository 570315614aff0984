// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpGate;
import io.tracingonsls.server.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Lets API requests in only with the name of a tenant that exists. The UI's own files need none. */
final class TenantGate implements HttpGate {
  private static final int LONGEST = 200;

  private final Tenancy tenancy;
  private final String apiPrefix;

  TenantGate(Tenancy tenancy, String basePath) {
    this.tenancy = tenancy;
    this.apiPrefix = basePath + "/api/";
  }

  private record Tenant(String name) {}

  /** The tenant of an admitted request; empty without tenancy. */
  static String tenant(HttpRequest request) {
    Tenant tenant = request.attribute(Tenant.class);
    return tenant == null ? "" : tenant.name();
  }

  @Override
  public CompletionStage<Void> admit(HttpRequest head) {
    if (!tenancy.enabled()
        || (!head.path().startsWith(apiPrefix) && !head.path().startsWith("/api/"))) {
      return CompletableFuture.completedStage(null);
    }
    List<String> names = head.headers().all(tenancy.header());
    if (names.isEmpty() || names.get(0).isEmpty()) {
      return refuse("missing tenant header");
    }
    String name = names.get(0);
    if (names.size() > 1) {
      return refuse("extra tenant header");
    }
    if (name.length() > LONGEST
        || (!tenancy.tenants().isEmpty() && !tenancy.tenants().contains(name))) {
      return refuse("unknown tenant");
    }
    head.setAttribute(Tenant.class, new Tenant(name));
    return CompletableFuture.completedStage(null);
  }

  private static CompletionStage<Void> refuse(String why) {
    return CompletableFuture.failedStage(new HttpException(401, why));
  }
}
