// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpGate;
import io.tracingonsls.server.http.HttpRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Refuses requests without a good tenant header and leaves the tenant with the others. */
final class TenantGate implements HttpGate {
  private record Tenant(String name) {}

  private final Tenancy tenancy;

  TenantGate(Tenancy tenancy) {
    this.tenancy = tenancy;
  }

  @Override
  public CompletionStage<Void> admit(HttpRequest head) {
    Tenancy.Verdict verdict = tenancy.judge(head.headers().all(tenancy.header()));
    if (!verdict.isGood()) {
      return CompletableFuture.failedStage(new HttpException(401, verdict.problem()));
    }
    head.setAttribute(Tenant.class, new Tenant(verdict.tenant()));
    return CompletableFuture.completedStage(null);
  }

  static String tenantOf(HttpRequest request) {
    Tenant tenant = request.attribute(Tenant.class);
    return tenant == null ? "" : tenant.name();
  }
}
