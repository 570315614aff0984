// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import org.jspecify.annotations.Nullable;

/** A refused append: all of the LogGroup's logs, or none, are kept, and here it is none. */
public final class AppendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final AppendError error;

  /** The message never contains log content. */
  public AppendException(AppendError error, String message) {
    this(error, message, null);
  }

  /** As above with the cause that made the storage refuse. */
  public AppendException(AppendError error, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  /** The machine-readable reason. */
  public AppendError error() {
    return error;
  }
}
