// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import org.jspecify.annotations.Nullable;

/**
 * A segment file turned out to be unreadable while a query used it. The engine has already set the file aside: a query that is
 * repeated on a new snapshot no longer meets it.
 */
public final class SegmentDamagedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the file and what does not match, never content. */
  public SegmentDamagedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
