// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import java.util.List;
import java.util.Set;

/**
 * Whose spans a request brings, told by a header.
 *
 * @param enabled false: everybody is the tenant with the empty name
 * @param header name of the header, compared without regard to case
 * @param allowed the names let in; empty lets in all
 */
public record Tenancy(boolean enabled, String header, Set<String> allowed) {
  /** No tenants. */
  public static final Tenancy OFF = new Tenancy(false, "x-tenant", Set.of());

  private static final int MAX_LENGTH = 128;

  /** Copies the set. */
  public Tenancy {
    allowed = Set.copyOf(allowed);
  }

  /** The outcome of a look at the headers: a tenant, or a problem in Jaeger's words. */
  public record Verdict(String tenant, String problem) {
    /** Whether the request may go on. */
    public boolean isGood() {
      return problem.isEmpty();
    }
  }

  /** Judges all values of the tenant header. */
  public Verdict judge(List<String> values) {
    if (!enabled) {
      return new Verdict("", "");
    }
    if (values.isEmpty() || values.get(0).isEmpty()) {
      return new Verdict("", "missing tenant header");
    }
    if (values.size() > 1) {
      return new Verdict("", "extra tenant header");
    }
    String tenant = values.get(0);
    boolean known = allowed.isEmpty() ? tenant.length() <= MAX_LENGTH : allowed.contains(tenant);
    return known ? new Verdict(tenant, "") : new Verdict("", "unknown tenant");
  }
}
