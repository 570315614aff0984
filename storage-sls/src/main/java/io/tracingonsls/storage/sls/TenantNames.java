// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.sls.provision.NameRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which Logstore holds the spans of a tenant: the one that the settings name for it, else the span Logstore's name, a hyphen and the
 * tenant's name. No two tenants get the same Logstore, and none gets one that has another purpose.
 *
 * @param base the span Logstore, which is that of the tenant without a name
 * @param named Logstores by tenant
 * @param taken Logstores with another purpose
 * @param others span Logstores of other storages in the project, whose tenants' Logstores begin with their names
 */
record TenantNames(String base, Map<String, String> named, Set<String> taken, List<String> others) {
  TenantNames {
    named = Map.copyOf(named);
    taken = Set.copyOf(taken);
    others = List.copyOf(others);
  }

  /**
   * Reads {@code tenant=logstore} pairs.
   *
   * @throws IllegalArgumentException naming the setting and what is wrong with it
   */
  static Map<String, String> parse(String setting, Iterable<String> pairs, Set<String> taken) {
    Map<String, String> named = new HashMap<>();
    Set<String> used = new HashSet<>(taken);
    for (String pair : pairs) {
      int split = pair.lastIndexOf('=');
      String tenant = split < 0 ? "" : pair.substring(0, split).strip();
      String logstore = split < 0 ? "" : pair.substring(split + 1).strip();
      if (tenant.isEmpty()) {
        throw new IllegalArgumentException(setting + ": " + pair + " (expected: tenant=logstore)");
      }
      NameRules.checkLogstore(setting, logstore);
      if (named.put(tenant, logstore) != null || !used.add(logstore)) {
        throw new IllegalArgumentException(setting + ": " + pair
            + " (expected: each tenant once, each with a Logstore of its own)");
      }
    }
    return named;
  }

  /**
   * The Logstore.
   *
   * @throws StorageException with UNKNOWN_TENANT when there can be none
   */
  String logstoreOf(String tenant) {
    if (tenant.isEmpty()) {
      return base;
    }
    String own = named.get(tenant);
    if (own != null) {
      return own;
    }
    String logstore = base + "-" + tenant;
    try {
      NameRules.checkLogstore("tenant " + tenant, logstore);
    } catch (IllegalArgumentException unfit) {
      throw unknown(String.valueOf(unfit.getMessage()));
    }
    if (taken.contains(logstore) || named.containsValue(logstore) || isOfAnother(logstore)) {
      throw unknown("tenant " + tenant + ": Logstore " + logstore + " has another purpose");
    }
    return logstore;
  }

  /** Where one storage's name begins with the other's, some names would belong to tenants of both. */
  private boolean isOfAnother(String logstore) {
    return others.stream()
        .filter(other -> other.startsWith(base + "-"))
        .anyMatch(other -> logstore.equals(other) || logstore.startsWith(other + "-"));
  }

  private static StorageException unknown(String message) {
    return new StorageException(StorageError.UNKNOWN_TENANT, message);
  }
}
