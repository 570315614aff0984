// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

import java.util.Set;

/** What a server process does; all-in-one does what a system of its own needs: Log Service, collector, query. */
enum Role {
  LOG_SERVICE,
  COLLECTOR,
  QUERY,
  REMOTE_STORAGE,
  AGENT;

  /** Whether a process of these roles reads or writes spans in a storage. */
  static boolean useStorage(Set<Role> roles) {
    return roles.stream().anyMatch(role -> role != LOG_SERVICE && role != AGENT);
  }
}
