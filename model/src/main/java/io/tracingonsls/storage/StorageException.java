// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failed storage call. The message is for users: it names what failed and what to do, and holds no secret. */
public final class StorageException extends RuntimeException {
  private final StorageError error;
  private final @Nullable Duration retryAfter;

  public StorageException(StorageError error, String message) {
    this(error, message, null, null);
  }

  public StorageException(StorageError error, String message, @Nullable Throwable cause) {
    this(error, message, cause, null);
  }

  /**
   * A failure that says when to come back.
   *
   * @param retryAfter when it makes sense to try again; null when unknown
   */
  public StorageException(
      StorageError error,
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.error = error;
    this.retryAfter = retryAfter;
  }

  public StorageError error() {
    return error;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
