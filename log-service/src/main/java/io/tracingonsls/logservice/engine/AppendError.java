// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/** Why a LogGroup was refused. Nothing of a refused LogGroup is kept. */
public enum AppendError {
  /** The bytes do not decompress to exactly the declared raw size. */
  UNCOMPRESS_FAILED(false),
  /** Not a well-formed LogGroup, a required member is missing, text is not UTF-8, or a key or value is too long. */
  BODY_INVALID(false),
  /** The declared or real raw size, or the number of logs, is over the limit. */
  TOO_LARGE(false),
  /** A log's time lies outside the accepted window. */
  TIME_OUT_OF_RANGE(false),
  /** The engine is behind with earlier data; the same request will succeed later. */
  BUSY(true),
  /** The disk refuses writes (full, read-only, I/O error); the same request succeeds once it recovers. */
  STORAGE_UNAVAILABLE(true),
  /** The Logstore or the engine is closed or deleted. */
  CLOSED(true);

  private final boolean retryable;

  AppendError(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the unchanged request can succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
