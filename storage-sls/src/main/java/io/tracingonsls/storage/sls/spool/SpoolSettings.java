// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.spool;

import io.tracingonsls.journal.Durability;
import java.nio.file.Path;

/**
 * Where the spool is and how large it may grow.
 *
 * @param directory made when missing; one process at a time
 * @param maxBytes of all files; more is refused
 */
public record SpoolSettings(Path directory, long maxBytes, Durability durability) {
  public SpoolSettings {
    if (maxBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "spool size: " + maxBytes + " (expected: at least 1048576 bytes)");
    }
  }

  /** The same for a tenant's Logstore: beside the others, so that spans of tenants never meet in a file. The size is for all together. */
  public SpoolSettings ofTenant(String logstore) {
    return new SpoolSettings(tenantsDirectory().resolve(logstore), maxBytes, durability);
  }

  /** Where tenants' spools are, each in a directory named as its Logstore. */
  public Path tenantsDirectory() {
    return directory.resolve("tenants");
  }

  /** Where logs are that Log Service refused for good. */
  public Path deadLettersDirectory() {
    return directory.resolve("dead-letters");
  }
}
