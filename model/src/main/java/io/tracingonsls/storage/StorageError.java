// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/** Why a storage call failed. HTTP and gRPC statuses follow from it, in one table per server. */
public enum StorageError {
  /** The question makes no sense to the store. */
  INVALID_QUERY(false, Cause.USER),
  UNSUPPORTED(false, Cause.USER),
  NOT_FOUND(false, Cause.USER),
  /** The store has no place for the tenant. */
  UNKNOWN_TENANT(false, Cause.USER),
  /** The store refused our credentials or permissions. */
  UNAUTHORIZED(true, Cause.SYSTEM),
  /** Too much at once: ours or the store's limit. */
  THROTTLED(true, Cause.LOAD),
  /** The store can't be reached or is broken. */
  UNAVAILABLE(true, Cause.SYSTEM),
  TIMED_OUT(true, Cause.LOAD),
  CANCELLED(false, Cause.USER),
  /** The batch or answer is larger than the store allows. */
  TOO_LARGE(false, Cause.USER),
  /** The store's data can't be read. */
  CORRUPT(false, Cause.SYSTEM),
  CLOSED(false, Cause.SYSTEM),
  INTERNAL(false, Cause.SYSTEM);

  private final boolean retryable;
  private final Cause cause;

  StorageError(boolean retryable, Cause cause) {
    this.retryable = retryable;
    this.cause = cause;
  }

  /** Whether the same call may succeed later. */
  public boolean retryable() {
    return retryable;
  }

  public Cause cause() {
    return cause;
  }

  /** Who has to act. */
  public enum Cause {
    USER,
    LOAD,
    SYSTEM
  }
}
