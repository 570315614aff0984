// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.fault;

/** Which calls a fault strikes. */
public enum Call {
  /** PutLogs in all its forms. */
  WRITE,
  /** GetLogs, histograms, cursors and pull. */
  READ,
  /** Everything else: projects, Logstores, index configurations. */
  ADMIN,
  /** All calls. */
  ANY;

  boolean covers(Call actual) {
    return this == ANY || this == actual;
  }
}
