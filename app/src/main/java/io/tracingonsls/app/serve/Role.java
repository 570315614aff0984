// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.serve;

/** What a server process does; all-in-one does everything but standing in as another Jaeger's storage. */
enum Role {
  LOG_SERVICE,
  COLLECTOR,
  QUERY,
  REMOTE_STORAGE
}
