// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import java.util.Set;

/**
 * Whether requests belong to tenants.
 *
 * @param header that names the tenant; empty when tenancy is off
 * @param tenants the tenants that exist; empty means any
 */
public record Tenancy(String header, Set<String> tenants) {
  public static final Tenancy OFF = new Tenancy("", Set.of());

  public Tenancy {
    tenants = Set.copyOf(tenants);
  }

  public boolean enabled() {
    return !header.isEmpty();
  }
}
