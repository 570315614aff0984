// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

/** What went wrong with a journal. */
public enum JournalError {
  /** No space, or a quota is used up. The append can be repeated; it succeeds once there is room. */
  DISK_FULL(true),
  /** Reading, writing or syncing failed. The append can be repeated. */
  IO(true),
  /** Another process or object has the directory open. */
  LOCKED(false),
  /** The record is longer than the options allow. */
  TOO_LARGE(false),
  /** The journal is closed. */
  CLOSED(false);

  private final boolean retryable;

  JournalError(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same call may succeed later. */
  public boolean isRetryable() {
    return retryable;
  }
}
