// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

/**
 * The index configurations a Logstore has had. Logs are found under the configuration that was in force when they were
 * written; queries are checked against the current one.
 */
public interface IndexHistory {
  /** The configuration in force now. */
  IndexConfig current();

  /** The configuration with this version; {@link IndexConfig#NONE} for 0 or an unknown version. */
  IndexConfig at(int version);

  /** One configuration for all logs, whenever they were written: the "apply to all data" option. */
  static IndexHistory always(IndexConfig config) {
    return new IndexHistory() {
      @Override
      public IndexConfig current() {
        return config;
      }

      @Override
      public IndexConfig at(int version) {
        return config;
      }
    };
  }
}
