// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.journal;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A journal could not do what it was asked; nothing was acknowledged. */
public final class JournalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final JournalError error;

  /** Made by the journal. */
  public JournalException(JournalError error, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  static JournalException of(String action, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    boolean full =
        lower.contains("no space") || lower.contains("quota") || lower.contains("file too large");
    return new JournalException(
        full ? JournalError.DISK_FULL : JournalError.IO, action + ": " + reason, cause);
  }

  /** The kind of failure. */
  public JournalError error() {
    return error;
  }

  /** Whether the same call may succeed later. */
  public boolean isRetryable() {
    return error.isRetryable();
  }
}
