// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import org.jspecify.annotations.Nullable;

/**
 * Circumstances of a write.
 *
 * @param tenant who the spans belong to; empty without tenancy
 * @param deadline after which nobody waits for the receipt: the writer gives up with {@link StorageError#TIMED_OUT}
 * @param bearerToken what the client showed, for stores that decide by it; null for none
 */
public record WriteContext(
    String tenant, Deadline deadline, @Nullable Secret bearerToken) {
  /** Without a token. */
  public WriteContext(String tenant, Deadline deadline) {
    this(tenant, deadline, null);
  }
}
