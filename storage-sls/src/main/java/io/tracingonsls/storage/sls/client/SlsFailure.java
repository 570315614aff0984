// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call to Log Service that failed. The message is for users and holds no secret. Immutable. */
public final class SlsFailure extends RuntimeException {
  /** The code of a call that was not made, because there was nothing to sign it with yet. */
  public static final String NO_CREDENTIALS = "NoCredentials";

  private final String code;
  private final int httpStatus;
  private final Kind kind;

  /**
   * A failed call.
   *
   * @param code Log Service's or the SDK's error code
   * @param httpStatus -1 when there was no answer
   */
  public SlsFailure(
      Kind kind, String code, int httpStatus, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.httpStatus = httpStatus;
  }

  public String code() {
    return code;
  }

  public int httpStatus() {
    return httpStatus;
  }

  public Kind kind() {
    return kind;
  }

  public StorageException toStorageException() {
    StorageError error = switch (kind) {
      case NETWORK, SERVER, MISSING -> StorageError.UNAVAILABLE;
      case QUOTA -> StorageError.THROTTLED;
      case CREDENTIALS, FORBIDDEN -> StorageError.UNAUTHORIZED;
      case QUERY -> StorageError.INVALID_QUERY;
      case TOO_LARGE -> StorageError.TOO_LARGE;
      case CLOSED -> StorageError.CLOSED;
      case EXISTS, OTHER -> StorageError.INTERNAL;
    };
    String message = getMessage() == null ? code : getMessage();
    Duration retryAfter = error.retryable() ? Duration.ofSeconds(1) : null;
    return new StorageException(error, message, this, retryAfter);
  }

  /** What a caller can do about it. */
  public enum Kind {
    /** No answer, or one that is none: the call may have worked. */
    NETWORK,
    /** Log Service has a problem of its own. */
    SERVER,
    /** Too much at once. */
    QUOTA,
    /** Key, signature, token or clock are not accepted; may change by rotation. */
    CREDENTIALS,
    /** The key is known and lacks a permission. */
    FORBIDDEN,
    /** Project, Logstore or index are not there. */
    MISSING,
    /** What was to be created is there already. */
    EXISTS,
    /** The query or parameter is refused. */
    QUERY,
    TOO_LARGE,
    CLOSED,
    OTHER
  }
}
