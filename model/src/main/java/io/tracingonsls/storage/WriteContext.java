// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/**
 * Circumstances of a write.
 *
 * @param tenant who the spans belong to; empty without tenancy
 * @param deadline after which nobody waits for the receipt: the writer gives up with {@link StorageError#TIMED_OUT}
 */
public record WriteContext(String tenant, Deadline deadline) {}
